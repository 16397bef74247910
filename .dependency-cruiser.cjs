/**
 * The house's arrows: modules -> common, upstreams -> common, adapters -> ports of modules, app.module over all of them.
 * There is no list of known violations; what is allowed is said here.
 */
const TESTS = '\\.spec\\.ts$';
const MODULE = '^src/modules/([^/]+)/';
const ANOTHER_MODULE = '^src/modules/(?!$1/)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Things that need each other are one thing, or need a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file that nobody imports and that imports nobody is forgotten.',
      severity: 'error',
      // The two are started by name.
      from: { orphan: true, pathNot: [TESTS, '^src/main\\.ts$', '^bench/usage-reporter\\.ts$'] },
      to: {},
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'A package that package.json does not name comes and goes with somebody else’s versions.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'undetermined'] },
    },
    {
      name: 'no-development-packages-in-the-product',
      severity: 'error',
      from: { path: '^(src|sandbox)/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-dev'], pathNot: '(^|/)node_modules/@types/' },
    },
    {
      name: 'no-utility-drawers',
      comment: 'A thing lives where its name says: no utils, no helpers, no barrels.',
      severity: 'error',
      from: {},
      to: { path: '/(util|utils|helper|helpers|index)[/.]', pathNot: '(^|/)node_modules/' },
    },
    {
      name: 'common-knows-no-domain',
      comment: 'common is what everything stands on: no module, no upstream, nothing of the composition above it.',
      severity: 'error',
      from: { path: '^src/common/' },
      to: { path: '^(src/(?!common/)|sandbox/|scripts/|bench/)' },
    },
    {
      name: 'modules-know-no-upstream',
      comment: 'A domain says what it needs in a port; who answers is decided in upstreams.module.ts.',
      severity: 'error',
      from: { path: '^src/modules/' },
      to: { path: '^(src/upstreams/|src/[^/]+\\.ts$|sandbox/|scripts/|bench/)' },
    },
    {
      name: 'modules-meet-at-their-public-files',
      comment:
        'Of another module: its *.module.ts, *.service.ts and *.port.ts, and the value types named here. Never its controllers, DTOs, rules or stores.',
      severity: 'error',
      from: { path: MODULE },
      to: {
        path: ANOTHER_MODULE,
        pathNot: [
          '\\.(module|service|port)\\.ts$',
          // Judged by the two rules below.
          '\\.entity\\.ts$',
          '-demo-data\\.ts$',
          // Value types of a domain's vocabulary.
          '^src/modules/app-settings/app-version-number\\.ts$',
          '^src/modules/contracts/(contract-capabilities|plan-speed)\\.ts$',
          // The words by which content is targeted, one module's whole purpose.
          '^src/modules/audience/(app-caller|audience-(conditions|match|target)|audience-target\\.dto|comparable-name)\\.ts$',
        ],
      },
    },
    {
      name: 'entities-are-met-by-entities-only',
      comment: 'A foreign key may name another module’s entity; its rows are asked of its service.',
      severity: 'error',
      from: { path: MODULE, pathNot: ['\\.entity\\.ts$', TESTS] },
      to: { path: ANOTHER_MODULE + '.*\\.entity\\.ts$' },
    },
    {
      name: 'demo-data-is-met-by-demo-data-only',
      severity: 'error',
      from: { path: MODULE, pathNot: '-demo-data\\.ts$' },
      to: { path: ANOTHER_MODULE + '.*-demo-data\\.ts$' },
    },
    {
      name: 'modules-are-imported-by-modules',
      comment: 'A *.module.ts is wiring: only other wiring imports it.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['\\.module\\.ts$', TESTS, '^src/application\\.ts$'] },
      to: { path: '^src/.*\\.module\\.ts$' },
    },
    {
      name: 'controllers-keep-no-state',
      comment: 'controller -> service -> port or store.',
      severity: 'error',
      from: { path: '\\.controller\\.ts$' },
      to: {
        path: [
          '\\.entity\\.ts$',
          '\\.port\\.ts$',
          '\\.adapter\\.ts$',
          '(^|/)node_modules/(typeorm|@nestjs/typeorm|pg)/',
        ],
      },
    },
    {
      name: 'upstreams-know-only-themselves',
      comment: 'One system’s catalogue never leans on another’s; what they share is in core.',
      severity: 'error',
      from: { path: '^src/upstreams/([^/]+)/' },
      to: { path: '^src/upstreams/(?!$1/|core/)' },
    },
    {
      name: 'upstreams-stand-on-common',
      severity: 'error',
      from: { path: '^src/upstreams/' },
      to: { path: '^(src/[^/]+\\.ts$|sandbox/|scripts/|bench/)' },
    },
    {
      name: 'only-adapters-know-domains',
      comment:
        'Operations, clients and the pipeline speak the upstream’s language only. What stands above the systems composes them.',
      severity: 'error',
      from: {
        path: '^src/upstreams/',
        pathNot: ['^src/upstreams/[^/]+/adapters/', '^src/upstreams/[^/]+\\.ts$'],
      },
      to: { path: '^src/modules/' },
    },
    {
      name: 'adapters-know-ports-only',
      severity: 'error',
      from: { path: '^src/upstreams/' },
      to: { path: '^src/modules/', pathNot: '\\.port\\.ts$' },
    },
    {
      name: 'one-way-out',
      comment: 'Nothing calls another system but through the pipeline.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/upstreams/core/', '^src/upstreams/upstreams\\.module\\.ts$', TESTS] },
      to: { path: '(^|/)node_modules/(undici|axios|@nestjs/axios)/' },
    },
    {
      name: 'product-knows-no-sandbox',
      comment: 'The simulators are started beside the product, by start.ts alone.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/start\\.ts$' },
      to: { path: '^sandbox/' },
    },
    {
      name: 'sandbox-is-loaded-only-when-wanted',
      comment: 'By a dynamic import: production must run without the folder.',
      severity: 'error',
      from: { path: '^src/start\\.ts$' },
      to: { path: '^sandbox/', dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'sandbox-knows-the-catalogue-only',
      comment: 'A simulator serves the declared operations; it must not share code with what it tests.',
      severity: 'error',
      from: { path: '^sandbox/', pathNot: TESTS },
      to: {
        path: '^src/',
        pathNot: [
          '^src/common/',
          '^src/upstreams/core/operation\\.ts$',
          '^src/upstreams/[^/]+/operations/',
          '^src/upstreams/[^/]+/[^/]+\\.operations?\\.ts$',
        ],
      },
    },
    {
      name: 'nothing-knows-the-bench',
      severity: 'error',
      from: { pathNot: '^bench/' },
      to: { path: '^bench/' },
    },
    {
      name: 'product-knows-no-test',
      severity: 'error',
      from: { path: '^(src|sandbox|scripts|bench)/', pathNot: TESTS },
      to: { path: [TESTS, '^test/'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
