import type { BusinessDate } from './dates';
import { refused, sameJson, type Refused } from './decision';
import type { Aggregate, Decision, EventId, Json, OfficialAct, OrgId, Revision } from './facts';
import { answersFor, carriedOnBy, isWithin, type OrgsState } from './orgs';
import { isLeftOpen } from './rules/left-open';
import type { OpenValueAdopted, ProgrammeFact, ProgrammeVersionPublished } from './registry-facts';

export interface Adoption {
  readonly event: EventId;
  readonly revision: Revision;
  readonly version: number;
  readonly path: string;
  readonly value: Json;
  readonly sample: boolean;
}

/** Stream `programme-<folder name>`: what was published and what was adopted, in log order. */
export interface ProgrammeState {
  readonly versions: Map<number, ProgrammeVersionPublished['data']>;
  readonly adoptions: Adoption[];
  latest: number;
  /** Whose officer published the first version: it is carried out in the tree of that unit. */
  publisher: OrgId | null;
}

export type PublishVersionCommand = ProgrammeVersionPublished['data'] & { readonly act?: OfficialAct };
export type AdoptOpenValueCommand = OpenValueAdopted['data'] & { readonly act?: OfficialAct };

export const programme: Aggregate<ProgrammeState, ProgrammeFact> = {
  initial: () => ({ versions: new Map(), adoptions: [], latest: 0, publisher: null }),
  evolve: (state, fact) => {
    switch (fact.type) {
      case 'ProgrammeVersionPublished':
        state.versions.set(fact.data.version, fact.data);
        if (state.versions.size === 1) state.publisher = fact.meta.capacity?.org ?? null;
        state.latest = Math.max(state.latest, fact.data.version);
        return state;
      case 'OpenValueAdopted': {
        const { version, path, value, sample } = fact.data;
        state.adoptions.push({ event: fact.id, revision: fact.revision, version, path, value, sample });
        return state;
      }
    }
  },
};

/** Whether a unit is one that a programme is carried out in: where it was published and below, and with whatever carries either on. */
export function isCarriedOutIn(tree: OrgsState, publisher: OrgId | null, unit: OrgId, day: BusinessDate): boolean {
  return publisher === null || answersFor(tree, publisher, unit, day) || carriedOnBy(tree, publisher, day).some((next) => isWithin(tree, unit, next, day));
}

/**
 * Bureaux with trees of their own share a store, and none acts under another's programme: what is done under it is of a unit
 * in which it is carried out on one of the days, and what is of no unit is for whoever acts there, or above its publisher.
 */
export function elsewhereFault(tree: OrgsState, { programme, publisher }: { readonly programme: string; readonly publisher: OrgId }, { subject, acting }: { readonly subject: OrgId | null; readonly acting: OrgId | null }, days: readonly BusinessDate[]): Refused | null {
  const unit = subject ?? acting;
  if (unit === null) return null;
  const isThere = days.some((day) => isCarriedOutIn(tree, publisher, unit, day) || (subject === null && answersFor(tree, unit, publisher, day)));
  return isThere ? null : refused('programmeNotOfUnit', { programme, publisher, unit });
}

export function decidePublishVersion(state: ProgrammeState, command: PublishVersionCommand): Decision<ProgrammeFact> {
  const { act, ...data } = command;
  if (state.versions.get(state.latest)?.hash === data.hash) return refused('sameVersion', { version: state.latest });
  if (data.version !== state.latest + 1) return refused('versionNotNext', { version: data.version, next: state.latest + 1 });
  return { kind: 'events', events: [{ type: 'ProgrammeVersionPublished', data, ...(act ? { act } : {}) }] };
}

/** Only what the version leaves open may be adopted, and adopted otherwise later. */
export function decideAdoptOpenValue(state: ProgrammeState, command: AdoptOpenValueCommand): Decision<ProgrammeFact> {
  const { act, ...data } = command;
  const version = state.versions.get(data.version);
  if (version === undefined) return refused('unknownVersion', { version: data.version });
  const before = state.adoptions.findLast((adoption) => adoption.version === data.version && adoption.path === data.path);
  if (before && before.sample === data.sample && sameJson(before.value, data.value)) return refused('alreadyAdopted', { path: data.path });
  if (!isLeftOpen(version.definition, data.path)) return refused('notAnOpenValue', { path: data.path });
  if (!data.sample && !act) return refused('actRequired');
  return { kind: 'events', events: [{ type: 'OpenValueAdopted', data, ...(act ? { act } : {}) }] };
}

/** Adoptions of a version as far as a round has pinned them; the last of a path counts. */
export function adoptionsOf(state: ProgrammeState, version: number, upTo: Revision = Number.MAX_SAFE_INTEGER): readonly Adoption[] {
  const last = new Map<string, Adoption>();
  for (const adoption of state.adoptions) if (adoption.version === version && adoption.revision <= upTo) last.set(adoption.path, adoption);
  return [...last.values()];
}
