import type { Honour } from './honours';

export interface LedgerFilter {
  readonly name?: string;
  readonly level?: string;
  readonly programme?: string;
}

/** A title of the time before by its name and level: how many titles, and how many people hold one. */
export interface LedgerCount {
  readonly name: string;
  readonly level: string;
  readonly titles: number;
  readonly persons: number;
}

/** What lists say of the time before, by teacher and then by date. */
export function legacyOf(honours: readonly Honour[], { name, level, programme }: LedgerFilter): readonly Honour[] {
  return honours
    .filter((honour) => honour.kind === 'LEGACY' && (name === undefined || honour.name === name) && (level === undefined || honour.level === level) && (programme === undefined || honour.programme === programme))
    .sort((a, b) => order(a.teacher, b.teacher) || order(a.conferredOn, b.conferredOn) || order(a.name ?? '', b.name ?? ''));
}

export function ledgerCounts(legacy: readonly Honour[]): { readonly counts: readonly LedgerCount[]; readonly persons: number } {
  const groups = new Map<string, { readonly name: string; readonly level: string; titles: number; readonly held: Set<string> }>();
  for (const { teacher, name, level } of legacy) {
    const key = JSON.stringify([name, level]);
    const group = groups.get(key) ?? { name: name ?? '', level: level ?? '', titles: 0, held: new Set<string>() };
    group.titles += 1;
    group.held.add(teacher);
    groups.set(key, group);
  }
  const counts = [...groups.values()].map(({ name, level, titles, held }) => ({ name, level, titles, persons: held.size }));
  return { counts: counts.sort((a, b) => order(a.name, b.name) || order(a.level, b.level)), persons: new Set(legacy.map(({ teacher }) => teacher)).size };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
