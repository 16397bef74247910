import { z } from 'zod';
import { type ConfigOf, defineConfig, variable } from '../../common/config/config.js';

export const playhubConfig = defineConfig(
  'playhub',
  {
    PLAYHUB_ERP_USER: variable(
      z.string().default(''),
      'user of the ERP in whose name services of PlayHub are looked up; without one no customer has any',
    ),
    PLAYHUB_ERP_PASSWORD: variable(z.string().default(''), 'password of that user'),
  },
  (values) =>
    values.PLAYHUB_ERP_USER === ''
      ? { user: undefined }
      : { user: { login: values.PLAYHUB_ERP_USER, password: values.PLAYHUB_ERP_PASSWORD } },
  ({ PLAYHUB_ERP_USER: user, PLAYHUB_ERP_PASSWORD: password }) =>
    (user === '') === (password === '') ? [] : ['PLAYHUB_ERP_PASSWORD: belongs together with PLAYHUB_ERP_USER'],
);

export type PlayhubConfig = ConfigOf<typeof playhubConfig>;
