import { z } from 'zod';
import { type ConfigOf, defineConfig, flag, variable } from '../../common/config/config.js';

export const wifiConfig = defineConfig(
  'wifi',
  {
    WIFI_MANAGEABLE_VENDORS: variable(
      z
        .string()
        .default('ZTE,NOKIA,HUAWEI,FIBERHOME')
        .transform(
          (text): ReadonlySet<string> => new Set(text.split(',').map((vendor) => vendor.trim().toUpperCase())),
        ),
      'makers of equipment whose Wi-Fi customers may change, separated by commas',
      { example: 'ZTE,NOKIA,HUAWEI,FIBERHOME' },
    ),
    WIFI_CONFIGURATION_MOCK: variable(
      flag(false),
      'shows every customer the same invented Wi-Fi configuration instead of asking the provider',
      { example: 'false' },
    ),
  },
  (values) => ({
    manageableVendors: values.WIFI_MANAGEABLE_VENDORS,
    configurationMock: values.WIFI_CONFIGURATION_MOCK,
  }),
);

export type WifiConfig = ConfigOf<typeof wifiConfig>;
