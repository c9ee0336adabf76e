import { Ajv } from 'ajv';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../domain/rules/problems';
import { readYaml } from '../domain/rules/programme-text';
import { findingsOf } from '../domain/rules/schema-findings';
import type { ListedSurvivor } from './mutation';

const text = { type: 'string', minLength: 1, maxLength: 2000 };
const schema = {
  type: 'array',
  items: {
    type: 'object',
    properties: { path: text, change: { if: { type: 'array' }, then: { type: 'array', items: text, minItems: 1, uniqueItems: true }, else: text }, reason: { type: 'object', properties: { zh: text, en: text }, required: ['zh', 'en'], additionalProperties: false } },
    required: ['path', 'change', 'reason'],
    additionalProperties: false,
  },
};

/** `survivors.yaml` of a programme's folder: `survivors`, a list of mutants that no example has to notice, each with its reason; `change` may list several of one path that have the same. */
export function readSurvivors(folder: string): { readonly kind: 'survivors'; readonly listed: readonly ListedSurvivor[] } | { readonly kind: 'refused'; readonly file: string; readonly problems: readonly Problem[] } {
  const file = join(folder, 'survivors.yaml');
  if (!existsSync(file)) return { kind: 'survivors', listed: [] };
  const parsed = readYaml(readFileSync(file, 'utf8'));
  if (parsed.kind === 'refused') return { kind: 'refused', file, problems: parsed.problems };
  const validate = new Ajv({ allErrors: true, verbose: true }).compile({ type: 'object', properties: { survivors: schema }, required: ['survivors'], additionalProperties: false });
  if (!validate(parsed.value)) return { kind: 'refused', file, problems: parsed.locate(findingsOf(validate.errors ?? [])) };
  const { survivors } = parsed.value as { readonly survivors: readonly (Omit<ListedSurvivor, 'change'> & { readonly change: string | readonly string[] })[] };
  return { kind: 'survivors', listed: survivors.flatMap(({ change, ...one }) => [change].flat().map((single) => ({ ...one, change: single }))) };
}
