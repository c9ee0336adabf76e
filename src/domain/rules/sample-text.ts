import type { Json } from '../facts';
import { openLeaves } from './leaves';
import type { ProgrammeDefinition } from './programme-definition';
import { sampleErrors, valueErrors } from './programme-schema';
import { readYaml } from './programme-text';
import { problem, type Finding, type Problem } from './problems';
import { findingsOf } from './schema-findings';

/** A value that a demonstration adopts, and why it was chosen. */
export interface SampleChoice {
  readonly path: string;
  readonly value: Json;
  readonly sample: true;
  readonly reason: { readonly zh: string; readonly en: string };
}

export type SampleReading = { readonly kind: 'sample'; readonly choices: readonly SampleChoice[] } | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

interface SampleFile {
  readonly format: number;
  readonly programme: string;
  readonly version: number;
  readonly choices: { readonly [path: string]: { readonly value: Json; readonly reason: { readonly zh: string; readonly en: string } } };
}

/** Reads `sample.yaml`: exactly one choice, with its reason, for each value that the programme leaves open. */
export function readSample(text: string, definition: ProgrammeDefinition): SampleReading {
  const parsed = readYaml(text);
  if (parsed.kind === 'refused') return parsed;
  const shape = findingsOf(sampleErrors(parsed.value));
  if (shape.length > 0) return { kind: 'refused', problems: parsed.locate(shape) };
  const file = parsed.value as SampleFile;
  const open = new Map(openLeaves(definition).map((leaf) => [leaf.path, leaf.open] as const));
  const findings: Finding[] = [];
  if (file.programme !== definition.id || file.version !== definition.version) findings.push({ code: 'otherProgramme', place: ['programme'], with: { programme: file.programme, version: file.version } });
  for (const [path, { value }] of Object.entries(file.choices)) {
    const leaf = open.get(path);
    if (leaf === undefined) findings.push({ code: 'unknownOpenPath', place: ['choices'], key: path });
    else findings.push(...findingsOf(valueErrors(leaf.type, value), ['choices', path, 'value']).map((finding) => ({ ...finding, clauses: [leaf.clause] })));
  }
  const missing = [...open].filter(([path]) => !Object.hasOwn(file.choices, path)).map(([path, { open: question, clause }]) => problem({ code: 'noChoice', place: [], with: { expected: question.en, zhExpected: question.zh } }, path, { line: 1, column: 1 }, [clause]));
  const problems = [...missing, ...parsed.locate(findings)];
  if (problems.length > 0) return { kind: 'refused', problems };
  return { kind: 'sample', choices: Object.entries(file.choices).map(([path, { value, reason }]) => ({ path, value, sample: true, reason })) };
}
