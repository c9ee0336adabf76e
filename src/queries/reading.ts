import type { Clock } from '../clock';
import type { Desk } from '../commands/desk';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId } from '../domain/facts';
import { nameOn, type OrgsState } from '../domain/orgs';
import type { PeopleState } from '../domain/people';
import type { EventStore } from '../event-store/event-store';
import type { KeyStore } from '../keys/key-store';
import type { Projector } from '../projector/projector';
import type { Comparison, Document, DocumentStore, Page, Query } from '../read-models/document-store';
import { PEOPLE, type PersonDocument } from '../../projections/people/people';
import { NameIndex } from './name-index';
import { nameOf, OpenedParts } from './opened-parts';
import type { ReadLog } from './read-log';
import { Reader, type Asker } from './reader';

/** What questions are answered from: a part of the house. */
export interface QuerySources {
  readonly events: EventStore;
  readonly documents: DocumentStore;
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly application: { readonly desk: Pick<Desk, 'world' | 'onErased' | 'streams' | 'programmes'> & { readonly ports: Pick<Desk['ports'], 'secrets'> } };
  readonly projector: Pick<Projector, 'views' | 'whenReflected' | 'reflected' | 'stand'>;
}

export interface Registry {
  readonly people: PeopleState;
  readonly tree: OrgsState;
}

export interface Labelled {
  readonly zh: string;
  readonly en: string;
}

const PAGE = 1_000;

/** Views with what is needed to answer from them: who may see, names of units, private parts, names of people. */
export class Reading {
  readonly parts: OpenedParts;
  readonly names: NameIndex;

  constructor(
    readonly sources: QuerySources,
    readonly readLog: ReadLog,
    readonly onTrouble?: (what: string, error: unknown) => void,
  ) {
    this.parts = new OpenedParts(sources.keys);
    this.names = new NameIndex(sources, this.parts);
    sources.application.desk.onErased((person) => this.forget(person));
  }

  today(): BusinessDate {
    return this.sources.clock.today();
  }

  /** Read to the end of both streams, so that an appointment ended by another process opens nothing. */
  async registry(): Promise<Registry> {
    const world = await this.sources.application.desk.world();
    return { people: world.people.state, tree: world.orgs.state };
  }

  async reader({ person, actingAs }: Asker): Promise<{ readonly reader: Reader; readonly tree: OrgsState }> {
    const { people, tree } = await this.registry();
    return { reader: new Reader(person, people, tree, this.today(), actingAs), tree };
  }

  /** Errors: ViewNotReadyError, CursorError. */
  find(logical: string, query: Query): Promise<Page> {
    return this.sources.documents.find(this.collection(logical), query);
  }

  async one(logical: string, id: string): Promise<Document | undefined> {
    const document = (await this.sources.documents.get(this.collection(logical), [id])).get(id);
    return document?.gone === true ? undefined : document;
  }

  /** For collections that are small by nature: operations under way, cells of a pyramid. */
  async *all(logical: string, where: readonly Comparison[], sort: Query['sort'] = []): AsyncIterable<Document> {
    let after: string | undefined;
    do {
      const page = await this.find(logical, { where, sort, limit: PAGE, ...(after === undefined ? {} : { after }) });
      yield* page.documents;
      after = page.next;
    } while (after !== undefined);
  }

  async isTeacher(person: PersonId): Promise<boolean> {
    const document = await this.one(PEOPLE, person);
    return document !== undefined && (document.body as PersonDocument).teacher;
  }

  /** Names by person or team, as far as they can still be read. */
  async namesOf(persons: readonly PersonId[]): Promise<ReadonlyMap<PersonId, string>> {
    const documents = await this.sources.documents.get(this.collection(PEOPLE), [...new Set(persons)]);
    const known = [...documents.values()].map(({ body }) => body as PersonDocument);
    const references = known.map(({ personal }) => personal);
    const opened = await this.parts.open(references);
    const teams = known.flatMap(({ person, team }) => (team === undefined ? [] : [[person, team.zh] as const]));
    return new Map([...teams, ...references.flatMap((reference) => {
      const name = reference === null ? undefined : opened.get(nameOf(reference))?.['name'];
      return reference !== null && typeof name === 'string' ? [[reference.person, name] as const] : [];
    })]);
  }

  /** Of those ids that are of teams, the unit that leads each. */
  async unitsOfTeams(ids: readonly string[]): Promise<ReadonlyMap<string, OrgId>> {
    if (ids.length === 0) return new Map();
    const documents = await this.sources.documents.get(this.collection(PEOPLE), [...ids]);
    return new Map([...documents.values()].flatMap(({ body }) => { const { person, team } = body as PersonDocument; return team === undefined ? [] : [[person, team.unit] as const]; }));
  }

  /** Keys of these views that wait for a person: what stands on them is old. */
  async parked(...projections: readonly string[]): Promise<number> {
    const { views } = this.sources.projector;
    return (await Promise.all(projections.map((projection) => views.parked(projection, this.sources.documents)))).reduce((sum, keys) => sum + keys, 0);
  }

  unitName(tree: OrgsState, org: OrgId, day: BusinessDate): Labelled {
    return nameOn(tree, org, day) ?? tree.orgs.get(org)?.names[0] ?? { zh: org, en: org };
  }

  /** Nothing is noted where nobody else's data was shown. */
  noted(asker: Asker, question: string, people: readonly PersonId[], outcome: 'SHOWN' | 'REFUSED' = 'SHOWN'): void {
    const others = [...new Set(people)].filter((person) => person !== asker.person);
    if (others.length > 0) this.readLog.noted({ at: this.sources.clock.now(), reader: asker.person, actingAs: asker.actingAs, question, outcome, people: others });
  }

  collection(logical: string): string {
    return this.sources.projector.views.collection(logical);
  }

  forget(person: PersonId): void {
    this.parts.forget(person);
    this.names.forget(person);
  }
}
