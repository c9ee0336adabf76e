/** Imports point inwards: http, cli → commands, queries → domain; adapters → ports (design, section 2). */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    // Libraries of pure functions only: the holiday table, canonical JSON, and the rule file's parser and schema check (text in, result out).
    { name: 'domain-is-pure', severity: 'error', from: { path: '^src/domain/', pathNot: '\\.spec\\.ts$' }, to: { pathNot: ['^src/domain/', 'node_modules/(chinese-days|canonicalize|yaml|ajv)'] } },
    { name: 'projections-are-pure', severity: 'error', from: { path: '^projections/', pathNot: '\\.spec\\.ts$' }, to: { pathNot: ['^projections/', '^src/domain/', '^src/event-store/event-store\\.ts$', '^src/read-models/document-store\\.ts$'] } },
    { name: 'ports-know-no-adapter', severity: 'error', from: { path: '^src/(event-store|read-models|keys)/[^/]+\\.ts$', pathNot: '\\.spec\\.ts$' }, to: { path: '^src/(event-store|read-models|keys)/(memory|sqlite|eventstoredb|mongodb)/' } },
    { name: 'adapters-know-no-application', severity: 'error', from: { path: '^src/(event-store|read-models|keys|documents)/' }, to: { path: '^src/(commands|queries|http|cli|projector|reactors|audit|feed)/' } },
    { name: 'commands-know-no-edge', severity: 'error', from: { path: '^src/(commands|queries|projector|reactors|audit)/' }, to: { path: '^src/(http|cli)/' } },
    { name: 'product-imports-no-test', severity: 'error', from: { path: '^(src|projections)/', pathNot: '\\.spec\\.ts$' }, to: { path: '^test/' } },
  ],
  options: { doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' }, exclude: { path: '^dist/' } },
};
