import type { BusinessDate } from '../dates';
import { refused, type Refused } from '../decision';
import type { OrgId, PersonId } from '../facts';
import { answersFor, heirsOf, lineOf, type OrgsState } from '../orgs';
import type { DossierOf } from '../teacher/dossier';
import { givenUpFault } from '../teacher/merge';
import { notInService } from '../teacher/place';
import { isHeld } from '../teacher/title-status';
import { holderView, type LifeFact } from '../teacher/view';
import { awayOn } from './away';
import type { HostBasis, HostEnd } from './facts';
import type { KindOfStudio } from './kinds';
import { hostOn, type Hosting, type Studio } from './studios';

/** Why a studio has nobody who may host it: as it was recorded, or as her dossier says on the day. */
export type HostLoss = HostEnd | 'NEVER' | 'TITLE_ENDED' | 'ERASED';

export interface LostHost {
  readonly reason: HostLoss;
  readonly host: PersonId | null;
  /** First day without, where the record has one. */
  readonly since: BusinessDate | null;
}

/**
 * Whether a studio's host still stands, asked of her dossier on the day (E40): nothing has to be recorded for a title that
 * ran out or was revoked to be noticed. Null where she does.
 */
export function lostOn(studio: Studio, day: BusinessDate, { dossierOf, tree }: { readonly dossierOf: DossierOf; readonly tree: OrgsState }): LostHost | null {
  const hosting = hostOn(studio, day);
  if (hosting === null) {
    const last = studio.hosts.findLast(({ from }) => from <= day);
    return last === undefined ? { reason: 'NEVER', host: null, since: studio.from } : { reason: last.reason ?? 'NEVER', host: last.host, since: last.until };
  }
  const facts = dossierOf(hosting.host);
  return facts === null ? null : lossOf(hosting, facts, studio, day, tree);
}

function lossOf({ host, basis }: Hosting, facts: readonly LifeFact[], studio: Studio, day: BusinessDate, tree: OrgsState): LostHost | null {
  const away = awayOn(facts, day);
  if (away !== null) return { host, ...away };
  const { unit, titles } = holderView(facts, day);
  if (basis.kind === 'TITLE') {
    const title = titles.find((one) => one.title === basis.title);
    if (title === undefined || !isHeld(title.status)) return { reason: 'TITLE_ENDED', host, since: title?.ended?.on ?? null };
  }
  return unit !== null && !reachOf(tree, studio, day).some((top) => answersFor(tree, top, unit, day)) ? { reason: 'TRANSFERRED', host, since: null } : null;
}

/**
 * Where its host may work: a school's studio in the school, a county's in the county, one of a city or province anywhere below
 * the top; where one of them has ended, in what carries it on (E32).
 */
function reachOf(tree: OrgsState, { org, level }: Studio, day: BusinessDate): readonly OrgId[] {
  return heirsOf(tree, org, day).flatMap((seat) => {
    const line = lineOf(tree, seat, day);
    const top = line.at(-1) ?? seat;
    const reach = level === 'CITY' || level === 'PROVINCE' ? top : (line.findLast((unit) => tree.orgs.get(unit)?.level === level) ?? top);
    return heirsOf(tree, reach, day);
  });
}

/** Her selection by a body above, as its paper says. */
export type Selection = Omit<Extract<HostBasis, { readonly kind: 'SELECTION' }>, 'kind'>;

export interface Entitlement {
  readonly programme: string;
  readonly kind: KindOfStudio | undefined;
  readonly host: PersonId;
  readonly selection: Selection | null;
  readonly day: BusinessDate;
  readonly dossierOf: DossierOf;
  /** Registered here, with a dossier or without. */
  readonly isKnown: boolean;
  /** Whether a tier of another programme is conferred by the city. */
  readonly isOfCity: (programme: string, tier: string) => boolean;
}

/** What she stands on as a host, or why she may not be one. */
export function basisOf({ programme, kind, host, selection, day, dossierOf, isKnown, isOfCity }: Entitlement): HostBasis | Refused {
  const facts = dossierOf(host);
  if (facts === null && !isKnown) return refused('unknownPerson', { person: host });
  const givenUp = facts === null ? null : givenUpFault(host, facts);
  if (givenUp) return givenUp;
  const now = facts === null ? null : holderView(facts, day);
  if (now?.erased === true) return refused('erased', { teacher: host });
  if (now !== null && now.unit === null) return refused('notYetRegistered', { teacher: host, day });
  const gone = now === null ? null : notInService(now);
  if (gone !== null) return gone;
  if (kind === undefined || kind.opensFor === null) return { kind: 'APPOINTED' };
  const { opensFor, cityLevelToo } = kind;
  const held = (now?.titles ?? []).filter(({ status }) => isHeld(status));
  const citys = cityLevelToo?.value === true;
  const title = held.find((one) => one.programme === programme && opensFor.value.includes(one.tier)) ?? (citys ? held.find((one) => one.programme !== programme && isOfCity(one.programme, one.tier)) : undefined);
  if (title !== undefined) return { kind: 'TITLE', title: title.title, programme: title.programme, tier: title.tier };
  if (selection === null) return refused('hostNotEntitled', { host, tiers: opensFor.value, day }, { clause: opensFor.clause });
  if (!citys) return refused('selectionNotTaken', { kind: kind.code, tiers: opensFor.value }, { clause: cityLevelToo?.clause ?? opensFor.clause });
  if (selection.on > day) return refused('inTheFuture', { day: selection.on, today: day });
  return { kind: 'SELECTION', ...selection };
}
