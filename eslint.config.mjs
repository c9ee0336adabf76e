import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'coverage/', 'bench/node_modules/', 'console/dist/'] },
  {
    files: ['src/**/*.ts', 'projections/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    extends: [eslint.configs.recommended, ...tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    // Nest reads constructor types at run time: a type-only import would inject undefined.
    files: ['src/http/**/*.ts', 'src/commands/**/*.ts', 'src/queries/**/*.ts', 'src/cli/**/*.ts', 'src/feed/**/*.ts', 'src/audit/**/*.ts', 'src/reactors/**/*.ts', 'src/projector/**/*.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    // Its EventBus is neither ordered nor durable, and a saga that throws once is dead (pitfalls.md 4c).
    files: ['src/**/*.ts', 'projections/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', {
        paths: [{
          name: '@nestjs/cqrs',
          allowImportNames: ['Command', 'CommandBus', 'CommandHandler', 'CqrsModule', 'ICommandHandler', 'IQueryHandler', 'Query', 'QueryBus', 'QueryHandler'],
          message: 'Commands and queries only: what follows from an event follows from the log (docs/decisions/no-event-bus.md).',
        }],
      }],
    },
  },
  { files: ['src/cli/**/*.ts', 'bench/**/*.ts', 'test/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['src/domain/**/*.ts', 'projections/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'setTimeout', 'setInterval', 'fetch', 'crypto', 'performance'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The clock is a port.' },
        { object: 'Math', property: 'random', message: 'Randomness is a port.' },
      ],
    },
  },
);
