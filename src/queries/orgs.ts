import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import { orgOn, parentOn, type Org, type OrgLink, type OrgsState, type Since } from '../domain/orgs';
import type { OrgTraits } from '../domain/registry-facts';
import type { Asker } from './reader';
import { Reading, type Labelled } from './reading';
import { requirePart } from './rounds';

/** A unit as on the day, with what had come about by then. */
export interface OrgAnswer extends OrgTraits {
  readonly org: OrgId;
  readonly name: Labelled;
  readonly level: string;
  readonly kind: string;
  readonly parent: OrgId | null;
  readonly code: string | null;
  readonly registeredOn: BusinessDate;
  /** First day on which it was no more; null while it stands. */
  readonly ended: Org['ended'];
  readonly names: Org['names'];
  readonly parents: Org['parents'];
  readonly codes: Org['codes'];
  readonly predecessors: readonly OrgLink[];
  readonly successors: readonly OrgLink[];
}

export interface OrgsAnswer {
  readonly asOf: BusinessDate;
  readonly orgs: readonly OrgAnswer[];
}

export class OrgsQuestion extends Question<OrgsAnswer> {
  constructor(
    readonly asker: Asker,
    readonly asOf?: BusinessDate,
    /** With those that have ended by the day. */
    readonly closed = false,
  ) {
    super();
  }
}

/** Answered from the tree that decisions read, so that a view of it cannot lag behind or differ. */
@QueryHandler(OrgsQuestion)
export class OrgsHandler implements IQueryHandler<OrgsQuestion, OrgsAnswer> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, asOf = this.reading.today(), closed }: OrgsQuestion): Promise<OrgsAnswer> {
    const { tree } = await requirePart(this.reading, asker, 'orgs');
    const units = [...tree.orgs.values()].filter(({ from, ended }) => from <= asOf && (closed || ended === null || ended.on > asOf));
    return { asOf, orgs: units.map((unit) => answerOf(tree, unit, asOf, this.reading)).sort((a, b) => (a.org < b.org ? -1 : 1)) };
  }
}

function answerOf(tree: OrgsState, unit: Org, asOf: BusinessDate, reading: Reading): OrgAnswer {
  const { org, level, kind, from, ended, names, parents, codes, predecessors, successors } = unit;
  // Of a unit that has ended, as on its last day.
  const { code, stages, rural, weak } = orgOn(tree, org, asOf) ?? unit;
  const known = <T>(entries: readonly Since<T>[]) => entries.filter((entry) => entry.from <= asOf);
  const made = (links: readonly OrgLink[]) => links.filter(({ on }) => on <= asOf);
  return {
    org, name: reading.unitName(tree, org, asOf), level, kind, parent: parentOn(unit, asOf), stages, code, rural, weak, registeredOn: from,
    ended: ended !== null && ended.on <= asOf ? ended : null,
    names: names.filter((name) => name.from <= asOf), parents: known(parents), codes: known(codes), predecessors: made(predecessors), successors: made(successors),
  };
}
