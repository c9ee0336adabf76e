import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { orgSays, unitsOf } from '../audit/org-words';
import { shanghaiDate } from '../clock';
import { NotFoundError } from '../commands/errors';
import { catalogue } from '../domain/catalogue';
import type { BusinessDate, Instant } from '../domain/dates';
import type { EventId, OfficialAct, OrgId, PersonId } from '../domain/facts';
import type { OrgsFact } from '../domain/registry-facts';
import { decode } from '../event-store/codec';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { requirePart } from './rounds';

export interface OrgHistoryEntry {
  readonly event: EventId;
  readonly type: OrgsFact['type'];
  readonly word: Labelled;
  readonly says: Labelled;
  readonly effectiveOn: BusinessDate;
  readonly recordedAt: Instant;
  /** Recorded on a later day than it holds from. */
  readonly late: boolean;
  /** Number and body of the document; null of what was registered without one. */
  readonly act: OfficialAct | null;
  /** Who recorded it, for whom oversees the unit; null for others. */
  readonly actor: PersonId | null;
}

export interface OrgHistoryAnswer {
  readonly org: OrgId;
  readonly asOf: BusinessDate;
  readonly name: Labelled;
  /** By the day from which each holds, then as recorded. */
  readonly entries: readonly OrgHistoryEntry[];
}

export class OrgHistoryQuestion extends Question<OrgHistoryAnswer> {
  constructor(
    readonly asker: Asker,
    readonly org: OrgId,
    readonly asOf?: BusinessDate,
  ) {
    super();
  }
}

/** All that is on record of one unit, mergers and moves in which it had a part included: from the log itself, by its acts. */
@QueryHandler(OrgHistoryQuestion)
export class OrgHistoryHandler implements IQueryHandler<OrgHistoryQuestion, OrgHistoryAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, org, asOf = this.reading.today() }: OrgHistoryQuestion): Promise<OrgHistoryAnswer> {
    const { reader, tree } = await requirePart(this.reading, asker, 'org');
    if (!tree.orgs.has(org)) throw new NotFoundError('org', org);
    const oversees = reader.overseesUnit(org);
    const entries: OrgHistoryEntry[] = [];
    for await (const page of this.reading.sources.events.readStream('orgs')) {
      for (const { envelope } of page) {
        // The stream has no other facts.
        const fact = decode(envelope, new Map()) as OrgsFact;
        const { effectiveOn, act, actor } = fact.meta;
        if (effectiveOn > asOf || !unitsOf(fact).includes(org)) continue;
        const { zh, en } = catalogue[fact.type];
        entries.push({
          event: fact.id, type: fact.type, word: { zh, en }, says: orgSays(fact, (unit, day) => this.reading.unitName(tree, unit, day)), effectiveOn,
          recordedAt: fact.recordedAt, late: shanghaiDate(fact.recordedAt) > effectiveOn, act: act ?? null, actor: oversees ? actor : null,
        });
      }
    }
    entries.sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : 0));
    return { org, asOf, name: this.reading.unitName(tree, org, asOf), entries };
  }
}
