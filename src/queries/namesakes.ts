import { Query as Question, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { OrgId, PersonId } from '../domain/facts';
import { RosterPlaces } from './places';
import type { Asker } from './reader';
import { Reading } from './reading';

/** Whom somebody of this name at this unit might be. */
export interface NamedAt {
  readonly name: string;
  readonly unit: OrgId;
}

export class NamesakesQuestion extends Question<readonly (readonly PersonId[])[]> {
  constructor(
    readonly asker: Asker,
    readonly people: readonly NamedAt[],
  ) {
    super();
  }
}

/** For each of those named, the teachers of exactly that name, or former name, who are at that unit today. Errors: MayNotReadError, NamesNotReadyError. */
@QueryHandler(NamesakesQuestion)
export class NamesakesHandler implements IQueryHandler<NamesakesQuestion> {
  constructor(private readonly reading: Reading) {}

  async execute({ asker, people }: NamesakesQuestion): Promise<readonly (readonly PersonId[])[]> {
    const { reader } = await this.reading.reader(asker);
    const units = reader.rosterUnits('namesakes');
    const named = await this.reading.names.exactly(people.map(({ name }) => name));
    const places = new RosterPlaces(this.reading);
    const all = [...new Set(named.flat())];
    for (let at = 0; at < all.length; at += 500) await places.learn(all.slice(at, at + 500));
    return people.map(({ unit }, index) => (units !== null && !units.has(unit) ? [] : (named[index] ?? []).filter((person) => places.unitOf(person) === unit)));
  }
}
