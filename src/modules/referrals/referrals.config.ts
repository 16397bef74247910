import { z } from 'zod';
import { type ConfigOf, defineConfig, variable } from '../../common/config/config.js';

export const referralsConfig = defineConfig(
  'referrals',
  {
    REFERRAL_SHARE_URL: variable(
      z
        .url({ protocol: /^https$/, error: 'must be an https address' })
        .default('https://www.example.com/indicacao?cupom={coupon}')
        .refine((url) => decodeURI(url).includes('{coupon}'), 'must hold {coupon}'),
      'page that a referred friend is sent to; {coupon} stands for the coupon',
      { example: 'https://www.example.com/indicacao?cupom={coupon}' },
    ),
    REFERRAL_REWARD_TEXT: variable(
      z.string().min(1).default('Você e a pessoa indicada ganham um desconto quando a instalação for concluída.'),
      'what a referral earns, while the ERP has no promotion for referrals',
    ),
  },
  (values) => ({ shareUrl: values.REFERRAL_SHARE_URL, rewardText: values.REFERRAL_REWARD_TEXT }),
);

export type ReferralsConfig = ConfigOf<typeof referralsConfig>;
