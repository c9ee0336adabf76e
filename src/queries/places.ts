import { teacherStream } from '../commands/desk';
import { standingDossier } from '../commands/surviving-dossier';
import type { BusinessDate } from '../domain/dates';
import type { OrgId, PersonId } from '../domain/facts';
import { teacher as dossier } from '../domain/teacher/teacher';
import { holderView } from '../domain/teacher/view';
import { rosterWhere } from '../../projections/roster/query';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import type { RosterRow } from '../../projections/roster/rows';
import type { Reading } from './reading';

/** Whose teachers they are: today for who may read of a person, on a day asked about for what is asked of a unit. */
export class RosterPlaces {
  private readonly units = new Map<PersonId, OrgId | null>();
  private readonly survivors = new Map<PersonId, PersonId>();

  constructor(
    private readonly reading: Reading,
    private readonly day: BusinessDate = reading.today(),
  ) {}

  /** One question for all that are not known yet. */
  async learn(teachers: readonly PersonId[]): Promise<void> {
    const unknown = [...new Set(teachers)].filter((teacher) => !this.units.has(teacher));
    if (unknown.length === 0) return;
    for (const teacher of unknown) this.units.set(teacher, null);
    const where = [...rosterWhere({ asOf: this.day }), { field: 'teacher', in: unknown }];
    for await (const { body } of this.reading.all(ROSTER_ROWS, where)) {
      const { teacher, unit } = body as RosterRow;
      this.units.set(teacher, unit);
    }
    for (const teacher of unknown.filter((one) => this.units.get(one) === null)) this.units.set(teacher, await this.lastUnitOf(teacher));
    // A team is on the roster only with what it holds; the unit that leads it answers for it all the same.
    for (const [id, unit] of await this.reading.unitsOfTeams(unknown.filter((one) => this.units.get(one) === null))) this.units.set(id, unit);
  }

  /** Of somebody who retired, left or died, the last one; of a dossier that was merged into another, that one's. */
  private async lastUnitOf(teacher: PersonId): Promise<OrgId | null> {
    const { streams } = this.reading.sources.application.desk;
    const { state } = await standingDossier((stream) => streams.load(dossier, stream), teacherStream(teacher));
    this.survivors.set(teacher, state.id);
    return holderView(state.facts, this.day).unit;
  }

  /** null: nobody's teacher. */
  unitOf(teacher: PersonId): OrgId | null {
    return this.units.get(teacher) ?? null;
  }

  /** Of a dossier that was merged into another, that one; else herself. Of those that were learned: no dossier that was given up is on the roster. */
  survivorOf(teacher: PersonId): PersonId {
    return this.survivors.get(teacher) ?? teacher;
  }

  async of(teacher: PersonId): Promise<OrgId | null> {
    await this.learn([teacher]);
    return this.unitOf(teacher);
  }
}
