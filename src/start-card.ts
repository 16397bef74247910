import type { Environment } from './common/config/config.js';

interface StartCard {
  readonly url: string;
  readonly environment: Environment;
  readonly docs: boolean;
}

const SYSTEMS = [
  ['ERP', 'WEBSERVICE_CLIENTE_URL'],
  ['FieldControl', 'FIELD_CONTROL_URL'],
  ['vhsys', 'VHSYS_URL'],
  ['Mosia', 'MOSIA_URL'],
  ['Firebase', 'FIREBASE_CLOUD_MESSAGING_URL'],
] as const;

/** Says on standard output where everything is, for whoever tries the product. */
export function printStartCard({ url, environment, docs }: StartCard): void {
  const key = environment['CHANNEL_API_KEYS']?.split(',')[0] ?? 'dev-mobile-key';
  const lines = [
    '',
    `  API          ${url}`,
    ...(docs ? [`  Docs         ${url}/docs`] : []),
    `  Channel key  apiKey: ${key}`,
    '  Customers    11144477735 / demo-1234   contracts 899059, 1283299, 1283303',
    '               52998224725 / demo-5678   contract 311622',
    '  Admin        admin@example.com / admin-demo-1234',
    '  Service      demo-service / demo-service-secret',
    ...SYSTEMS.map(([name, variable]) => `  ${name.padEnd(13)}${environment[variable] ?? ''}`),
    '',
    '  Walk the main path: npm run demo          Stop: Ctrl-C',
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
