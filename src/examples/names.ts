import type { Json, JsonObject } from '../domain/facts';
import type { Place } from '../domain/rules/problems';
import { fault } from './difference';

export type NameKind = 'org' | 'person' | 'teacher' | 'team' | 'round' | 'nomination' | 'title' | 'event' | 'appointment' | 'certificate' | 'objection' | 'publicity' | 'delegation' | 'print' | 'review';

const inChinese: { readonly [kind in NameKind]: string } = { org: '单位', person: '人员', teacher: '教师', team: '团队', round: '届次', nomination: '申报', title: '称号', event: '事实', appointment: '任职', certificate: '证书', objection: '异议', publicity: '公示', delegation: '委托', print: '编印名单', review: '复核' };

/** What one name stands for: a teacher's is her own id, that of her registration, her last nomination, her last title and its first certificate; a team's the same, but for the event, which is its last review; a review by her name is her last. */
type Meaning = { readonly [kind in NameKind]?: string };

/** Names that an example gives to what its steps make, and the ids that the handlers gave them. */
export class Names {
  readonly #meanings = new Map<string, Meaning>();
  readonly #byId = new Map<string, string>();

  define(name: string, meaning: Meaning): void {
    this.#meanings.set(name, { ...this.#meanings.get(name), ...meaning });
    for (const id of Object.values(meaning)) if (!this.#byId.has(id)) this.#byId.set(id, name);
  }

  /** The first name that this id was given. */
  nameOf(id: string): string | undefined {
    return this.#byId.get(id);
  }

  has(name: string): boolean {
    return this.#meanings.has(name);
  }

  find(kind: NameKind, name: string): string | undefined {
    const meaning = this.#meanings.get(name);
    // Whoever is put forward is named in the same place, a team like a teacher.
    return meaning?.[kind] ?? (kind === 'person' ? meaning?.teacher : kind === 'teacher' ? meaning?.team : undefined);
  }

  /** Error: ExampleError where nothing of the kind has that name. */
  id(kind: NameKind, name: string, place: Place): string {
    const id = this.find(kind, name);
    if (id !== undefined) return id;
    if (this.has(name)) throw fault(place, `“${name}”不是${inChinese[kind]}`, `"${name}" is no ${kind}`);
    throw fault(place, `没有名为“${name}”的${inChinese[kind]}：请查对拼写，或先在 given 或前面的步骤中写明`, `Nothing is named "${name}" (a ${kind} is wanted): check its spelling, or name it under given or in an earlier step`);
  }

  /** The biography that a name stands for; undefined where it is nobody's. */
  stream(name: string): string | undefined {
    const { teacher, team } = this.#meanings.get(name) ?? {};
    return teacher !== undefined ? `teacher-${teacher}` : team !== undefined ? `team-${team}` : undefined;
  }

  /** The biography that an id is of: a team's where a team is named so. */
  streamOf(id: string): string {
    return [...this.#meanings.values()].some(({ team }) => team === id) ? `team-${id}` : `teacher-${id}`;
  }

  /** Every teacher and every team that has a name, by stream. */
  get biographies(): ReadonlyMap<string, string> {
    return new Map([...this.#meanings.keys()].flatMap((name) => { const stream = this.stream(name); return stream === undefined ? [] : [[stream, name] as const]; }));
  }

  /** Whether what the example says is what was found: the value itself, or a name of it. */
  means(said: string, found: string): boolean {
    return said === found || Object.values(this.#meanings.get(said) ?? {}).includes(found);
  }

  /** A value as the example would write it. */
  inWords(value: Json | undefined): string {
    return value === undefined ? '—' : JSON.stringify(this.#named(value));
  }

  #named(value: Json): Json {
    if (typeof value === 'string') return this.#byId.get(value) ?? value;
    if (Array.isArray(value)) return value.map((one: Json) => this.#named(one));
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value as JsonObject).map(([key, one]) => [key, this.#named(one)]));
    return value;
  }
}

/** `t-1..t-80` as t-1, t-2, … t-80; any other name as itself. */
export function expand(range: string, place: Place): readonly string[] {
  const parts = /^(.*?)(\d+)\.\.(.*?)(\d+)$/u.exec(range);
  if (parts === null) return [range];
  const [, prefix = '', first = '', again = '', last = ''] = parts;
  const count = Number(last) - Number(first) + 1;
  if (prefix !== again || count < 1 || count > 1_000) throw fault(place, `“${range}”不是名称范围：请写成 t-1..t-80`, `"${range}" is no range of names: write it as t-1..t-80`);
  return Array.from({ length: count }, (_, index) => `${prefix}${Number(first) + index}`);
}

export function expandAll(ranges: readonly string[], place: Place): readonly string[] {
  return ranges.flatMap((range, index) => expand(range, [...place, index]));
}
