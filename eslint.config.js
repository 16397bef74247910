import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** Says how a thing is to be done instead; several blocks below share these. */
const NO_BARRELS = [
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that declares it.' },
  { selector: 'ExportNamedDeclaration[source]', message: 'No barrels: import from the file that declares it.' },
];
const NO_LOOSE_CASTS = [
  { selector: 'TSAsExpression > TSAnyKeyword', message: 'Parse it with a schema instead of casting to any.' },
  { selector: 'TSAsExpression > TSAsExpression', message: 'A cast over a cast hides a type error: parse it instead.' },
];
const NO_ENVIRONMENT = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Declare the variable in the feature’s configuration; the environment is read once, at start.',
  },
];
const NO_SILENT_TESTS = [
  {
    selector: 'MemberExpression[object.name=/^(describe|it|test)$/][property.name=/^(skip|only|todo|failing)$/]',
    message: 'Every test runs, every time.',
  },
  { selector: 'CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]', message: 'Every test runs.' },
];

export default defineConfig(
  { ignores: ['dist/', 'coverage/', '.data/', 'node_modules/'] },
  {
    linterOptions: { noInlineConfig: true },
    languageOptions: { globals: globals.node },
  },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'start' }],
      'no-restricted-syntax': ['error', ...NO_BARRELS],
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-check': true, 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true },
      ],
      // Of Nest's own making: an injected class must stay a value import, which the rule knows from the metadata.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-type-arguments': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/prefer-readonly': 'error',
      // An async method without await is how an interface's promise is kept, rejections included.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-restricted-syntax': ['error', ...NO_BARRELS, ...NO_LOOSE_CASTS],
    },
  },
  {
    files: ['src/**/*.ts', 'sandbox/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': ['error', ...NO_BARRELS, ...NO_LOOSE_CASTS, ...NO_ENVIRONMENT],
    },
  },
  {
    // Where the environment enters; and where the database's own programs are handed the PATH they are run with.
    files: ['src/run.ts', 'src/start.ts', 'src/common/persistence/postgres-cluster.ts'],
    rules: { 'no-restricted-syntax': ['error', ...NO_BARRELS, ...NO_LOOSE_CASTS] },
  },
  {
    // Where foreign data passes: it is parsed, never cast.
    files: ['src/modules/**/*.ts', 'src/upstreams/**/*.ts'],
    ignores: ['**/*.spec.ts', 'src/upstreams/core/**'],
    rules: { '@typescript-eslint/no-unsafe-type-assertion': 'error' },
  },
  // passport-jwt marks the option that carries a clock tolerance as a whole, meaning other members of it.
  { files: ['src/common/auth/jwt-verification.ts'], rules: { '@typescript-eslint/no-deprecated': 'off' } },
  { files: ['src/**/*.service.ts'], rules: { 'max-lines': ['error', { max: 300 }] } },
  // Declarations of a feature's messages belong together, however many they are.
  { files: ['src/**/*.dto.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...NO_BARRELS, ...NO_LOOSE_CASTS, ...NO_SILENT_TESTS],
      // `expect(object.method)` is how a mock is asked about.
      '@typescript-eslint/unbound-method': 'off',
      // supertest hands out bodies as `any`; a test that reads a wrong member fails on its expectation.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
