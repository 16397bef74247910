import type { Simulator } from './core/simulator.js';
import { startFirebaseCloudMessaging } from './firebase-cloud-messaging/firebase-cloud-messaging.simulator.js';
import { startFieldControl, type FieldControlSimulator } from './field-control/field-control.simulator.js';
import { startMosia } from './mosia/mosia.simulator.js';
import { startVhsys } from './vhsys/vhsys.simulator.js';
import { startWebserviceCliente } from './webservice-cliente/webservice-cliente.simulator.js';

/** What the product must be told to use a simulator: the variables of its configuration. */
type Variables = Readonly<Record<string, string>>;

interface Started {
  readonly simulator: Simulator<unknown>;
  readonly variables: Variables;
}

const WEBHOOK_SECRET = 'demo-field-control-webhook-secret';

/** The upstream systems: the variables that name a real one, and how their simulator starts. */
const SYSTEMS = [
  {
    id: 'webservice-cliente',
    realWhenSet: ['WEBSERVICE_CLIENTE_URL'],
    start: async (port: number): Promise<Started> => {
      const credentials = { user: 'demo-backend', password: 'demo-backend-password' };
      const simulator = await startWebserviceCliente({ ...credentials, port });
      return {
        simulator,
        variables: {
          WEBSERVICE_CLIENTE_URL: simulator.url,
          WEBSERVICE_CLIENTE_USER: credentials.user,
          WEBSERVICE_CLIENTE_PASSWORD: credentials.password,
          PLAYHUB_ERP_USER: 'joao.souza',
          PLAYHUB_ERP_PASSWORD: 'abc123',
        },
      };
    },
  },
  {
    id: 'field-control',
    realWhenSet: ['FIELD_CONTROL_URL'],
    start: async (port: number): Promise<Started & { readonly simulator: FieldControlSimulator }> => {
      const apiKey = 'demo-field-control-key';
      const simulator = await startFieldControl({ apiKey, port });
      return {
        simulator,
        variables: {
          FIELD_CONTROL_URL: simulator.url,
          FIELD_CONTROL_API_KEY: apiKey,
          FIELD_CONTROL_WEBHOOK_SECRET: WEBHOOK_SECRET,
        },
      };
    },
  },
  {
    id: 'vhsys',
    realWhenSet: ['VHSYS_URL'],
    start: async (port: number): Promise<Started> => {
      const tokens = { accessToken: 'demo-vhsys-access', secretAccessToken: 'demo-vhsys-secret' };
      const simulator = await startVhsys({ ...tokens, port });
      return {
        simulator,
        variables: {
          VHSYS_URL: simulator.url,
          VHSYS_ACCESS_TOKEN: tokens.accessToken,
          VHSYS_SECRET_ACCESS_TOKEN: tokens.secretAccessToken,
        },
      };
    },
  },
  {
    id: 'mosia',
    realWhenSet: ['MOSIA_URL'],
    start: async (port: number): Promise<Started> => {
      const authorization = 'demo-mosia-authorization';
      const simulator = await startMosia({ authorization, port });
      return { simulator, variables: { MOSIA_URL: simulator.url, MOSIA_AUTHORIZATION: authorization } };
    },
  },
  {
    id: 'firebase-cloud-messaging',
    realWhenSet: ['FIREBASE_PROJECT_ID', 'FIREBASE_SERVICE_ACCOUNT_FILE'],
    start: async (port: number): Promise<Started> => {
      const account = { projectId: 'demo-project', clientEmail: 'demo-backend@demo-project.iam.gserviceaccount.com' };
      const simulator = await startFirebaseCloudMessaging({ ...account, port });
      return { simulator, variables: simulator.variables };
    },
  },
] as const;

export interface SandboxOptions {
  /** A system with a variable that is set here is a real one and gets no simulator. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The first simulator's port, the others following; free ones when absent. */
  readonly firstPort?: number;
}

/** The running simulators. */
export interface Sandbox {
  readonly simulators: readonly Simulator<unknown>[];
  readonly variables: Variables;
  /** Tells Field Control where the product takes webhooks. */
  deliverWebhooksTo(apiUrl: string): void;
  close(): Promise<void>;
}

/** Starts a simulator for every system that the environment does not name. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const wanted = SYSTEMS.filter(({ realWhenSet }) =>
    realWhenSet.every((name) => (options.environment?.[name] ?? '') === ''),
  );
  const started = await Promise.all(
    wanted.map(({ start }, index) => start(options.firstPort === undefined ? 0 : options.firstPort + index)),
  );
  const simulators = started.map(({ simulator }) => simulator);
  return {
    simulators,
    variables: Object.assign({}, ...started.map(({ variables }) => variables)) as Variables,
    deliverWebhooksTo: (apiUrl) => {
      for (const { simulator } of started) {
        if (!isFieldControl(simulator)) continue;
        simulator.state.webhooks.register({
          url: `${apiUrl}/app/v1/webhooks/field-control`,
          credentials: { user: 'field-control', password: WEBHOOK_SECRET },
        });
      }
    },
    close: async () => {
      await Promise.all(simulators.map((simulator) => simulator.close()));
    },
  };
}

const isFieldControl = (simulator: Simulator<unknown>): simulator is FieldControlSimulator =>
  simulator.system === 'field-control';
