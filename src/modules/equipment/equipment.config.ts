import { z } from 'zod';
import { type ConfigOf, defineConfig, variable, wholeNumber } from '../../common/config/config.js';

const hosts = z
  .string()
  .default('provedor.example')
  .transform((text) => text.split(',').map((host) => host.trim().toLowerCase()))
  .pipe(z.array(z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/, 'must be names of hosts')))
  .transform((names): ReadonlySet<string> => new Set(names));

export const equipmentConfig = defineConfig(
  'equipment',
  {
    EQUIPMENT_REBOOT_COOLDOWN_SECONDS: variable(
      wholeNumber(600, { min: 1, max: 86_400 }),
      'seconds after a restart of an equipment in which no other is taken',
      { example: '600' },
    ),
    EQUIPMENT_REBOOTS_PER_DAY: variable(
      wholeNumber(3, { min: 1, max: 100 }),
      'restarts of one equipment that a customer may ask for on a day (America/Sao_Paulo)',
      { example: '3' },
    ),
    QR_CODE_URL_HOSTS: variable(hosts, 'hosts that a QR code of an address may lead to, separated by commas', {
      example: 'provedor.example',
    }),
  },
  (values) => ({
    reboot: {
      cooldownSeconds: values.EQUIPMENT_REBOOT_COOLDOWN_SECONDS,
      perDay: values.EQUIPMENT_REBOOTS_PER_DAY,
    },
    qrCodeHosts: values.QR_CODE_URL_HOSTS,
  }),
);

export type EquipmentConfig = ConfigOf<typeof equipmentConfig>;
