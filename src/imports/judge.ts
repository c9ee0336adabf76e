import { setImmediate } from 'node:timers/promises';
import type { QueryBus } from '@nestjs/cqrs';
import { batchStream, identityStream, poolStream, teacherStream, type Desk } from '../commands/desk';
import { ImportLegacyTitles } from '../commands/import-legacy-titles';
import type { Outcome } from '../commands/outcome';
import { RegisterExperts, RegisterExpertsHandler, type RegisterExpertsBody } from '../commands/register-experts';
import { RegisterTeachers, RegisterTeachersHandler, type RegisterTeachersBody } from '../commands/register-teachers';
import { holderOf, type Holder } from '../commands/registration';
import type { Sender } from '../commands/use-case';
import { batch } from '../domain/batch';
import type { JsonObject, Refusal } from '../domain/facts';
import { sameName } from '../domain/names';
import { registerOrgs, type RegisterOrgCommand } from '../domain/orgs';
import { expertPool } from '../domain/panel/pool';
import { appointmentsOf } from '../domain/people';
import type { IdentityType } from '../domain/teacher/facts';
import { decideImportLegacyTitle, recordedTitle, type ImportLegacyTitleCommand } from '../domain/teacher/legacy-title';
import { isRegistered, teacher } from '../domain/teacher/teacher';
import { LAST_DAY } from '../domain/teacher/nomination';
import { view } from '../domain/teacher/view';
import type { Notice } from '../event-store/notice';
import { NamesakesQuestion } from '../queries/namesakes';
import type { ImportKind } from './fields';
import { sentence, type ProblemCode, type RowProblem } from './problems';
import type { ReadRow } from './read-row';
import type { SheetReading } from './reading';
import type { JudgedRow } from './report';
import { problemAt } from './rows';

/** Rows decided before others get their turn: about five milliseconds' work. */
const AT_ONCE = 20;

/** The cell that a refusal is about. */
const fieldOfRule: { readonly [rule: string]: string } = {
  birthDateImpossible: 'birthDate', enteredBeforeBirth: 'enteredOn', stageNotOfUnit: 'stage', unknownOrg: 'unit', identityTaken: 'identityNumber', identityErased: 'identityNumber', identityTwice: 'identityNumber',
  orgCodeTaken: 'code', levelAboveParent: 'level', orgNotYet: 'parent', orgCycle: 'parent', endBeforeStart: 'to', inTheFuture: 'conferredOn', postNotOfUnit: 'unit',
};

/** Holds the rows of a file against what is on record: what is new, what is there, what the rules would say. Stores nothing. */
export class Judge {
  constructor(private readonly desk: Desk, private readonly queries: QueryBus, private readonly tell: (refusal: Refusal) => Notice, private readonly sender: Sender) {}

  /** @param distinct true where the officer has said that people of one name are different people. Refused: nothing of it may be done by the sender. */
  async judge(kind: ImportKind, sheets: readonly SheetReading[], distinct: boolean, file: string): Promise<readonly JudgedRow[] | Extract<Outcome, { readonly kind: 'refused' }>> {
    const columns = new Map(sheets.map(({ sheet, matched }) => [sheet, new Map(matched?.columns.flatMap(({ field, letter }) => (field === null ? [] : [[field, letter] as const])))]));
    const say = (row: ReadRow, severity: RowProblem['severity'], code: ProblemCode, field: string | null, values: Parameters<typeof sentence>[1] = {}): RowProblem =>
      problemAt(severity, code, row, (field === null ? null : columns.get(row.sheet)?.get(field)) ?? null, field, sentence(code, values));
    const rows = sheets.flatMap((sheet) => sheet.rows);
    switch (kind) {
      case 'teachers': {
        const known = await this.each(rows, (row) => this.teacherThere(row, say));
        const judged = await this.refusals(known, say, (bodies) => new RegisterTeachersHandler(this.desk).execute(new RegisterTeachers(this.dry(), {}, { rows: bodies, dryRun: true } as JsonObject as object as RegisterTeachersBody)));
        return 'kind' in judged ? judged : this.namesakes(judged, distinct, say);
      }
      case 'experts': {
        const known = await this.each(rows, (row) => this.expertThere(row));
        return this.refusals(known, say, (bodies) => new RegisterExpertsHandler(this.desk).execute(new RegisterExperts(this.dry(), {}, { rows: bodies, dryRun: true } as JsonObject as object as RegisterExpertsBody)));
      }
      case 'titles':
        return this.each(rows, (row) => this.title(row, file, say));
      case 'units':
        return this.units(rows, say);
      case 'seats':
        return rows.map((row) => ({ ...row, state: wrong(row) ? 'WRONG' : 'NEW' }));
    }
  }

  private async each(rows: readonly ReadRow[], judge: (row: ReadRow) => Promise<JudgedRow>): Promise<readonly JudgedRow[]> {
    const judged: JudgedRow[] = [];
    for (const row of rows) {
      judged.push(wrong(row) ? { ...row, state: 'WRONG' } : await judge(row));
      if (judged.length % AT_ONCE === 0) await setImmediate();
    }
    return judged;
  }

  private async teacherThere(row: ReadRow, say: Say): Promise<JudgedRow> {
    const holder = await this.holder(row);
    if (holder === null || holder.erased) return { ...row, state: 'NEW' };
    if (!holder.registered) return (await this.isUnderWay(holder)) ? { ...row, state: 'THERE', problems: [...row.problems, say(row, 'NOTE', 'underWay', 'identityNumber')] } : { ...row, state: 'NEW' };
    const { state } = await this.desk.streams.load(teacher, teacherStream(holder.person));
    const { personal, unit } = view(state.facts, LAST_DAY);
    const names = [personal?.['name'], ...(Array.isArray(personal?.['formerNames']) ? personal['formerNames'] : [])].filter((name): name is string => typeof name === 'string');
    if (row.person?.name !== null && names.length > 0 && !names.some((name) => sameName(name, row.person?.name ?? ''))) {
      return { ...row, state: 'WRONG', body: null, problems: [...row.problems, say(row, 'ERROR', 'otherName', 'identityNumber')] };
    }
    const note = unit === row.person?.unit || unit === null ? say(row, 'NOTE', 'alreadyThere', null) : say(row, 'NOTE', 'elsewhere', 'unit', { unit });
    return { ...row, state: 'THERE', problems: [...row.problems, note] };
  }

  private async expertThere(row: ReadRow): Promise<JudgedRow> {
    const holder = await this.holder(row);
    const { people } = await this.desk.world();
    const today = this.desk.ports.clock.today();
    const held = holder !== null && appointmentsOf(people.state, holder.person).some(({ post, org, to }) => post === 'Expert' && org === row.body?.['org'] && (to === null || to >= today));
    const pool = row.body?.['pool'];
    if (!held || typeof pool !== 'string') return { ...row, state: held ? 'THERE' : 'NEW' };
    const listing = (await this.desk.streams.load(expertPool, poolStream(pool))).state.listed.get(holder.person);
    const same = listing?.unit === row.body?.['org'] && JSON.stringify(listing?.subjects) === JSON.stringify(row.body?.['subjects']);
    return { ...row, state: same ? 'THERE' : 'NEW' };
  }

  /** Who is meant: by her id, by her number; a name is no answer, but is what the officer needs to find it. */
  private async title(row: ReadRow, file: string, say: Say): Promise<JudgedRow> {
    const refuse = (problem: RowProblem): JudgedRow => ({ ...row, state: 'WRONG', body: null, problems: [...row.problems, problem] });
    const { body } = row;
    const person = row.person ?? nobody;
    let id = person.teacher;
    if (id === null) {
      const holder = await this.holder(row);
      if (holder === null && person.identityNumber === null) {
        const found = person.name === null || person.unit === null ? [] : await this.queries.execute(new NamesakesQuestion(this.asker(), [{ name: person.name, unit: person.unit }]));
        return refuse(say(row, 'ERROR', 'whoIsMeant', 'identityNumber', { who: found.flat().length === 0 ? '—' : found.flat() }));
      }
      if (holder === null || !holder.registered) return refuse(say(row, 'ERROR', 'unknownPerson', 'identityNumber'));
      id = holder.person;
    }
    const { state } = await this.desk.streams.load(teacher, teacherStream(id));
    if (!isRegistered(state)) return refuse(say(row, 'ERROR', 'unknownPerson', 'teacher'));
    const name = view(state.facts, LAST_DAY).personal?.['name'];
    if (typeof name === 'string' && person.name !== null && !sameName(name, person.name)) return refuse(say(row, 'ERROR', 'otherName', person.teacher === null ? 'identityNumber' : 'teacher'));
    const command = { ...body, file } as JsonObject as object as ImportLegacyTitleCommand;
    if (recordedTitle(state, command) !== null) return { ...row, state: 'THERE', problems: [...row.problems, say(row, 'NOTE', 'alreadyThere', 'title')] };
    const world = await this.desk.world();
    const decision = decideImportLegacyTitle(state, command, world.context({ person: this.sender.subject, appointment: null, capacity: null }, ImportLegacyTitles.name, teacherStream(id), this.desk.ports.newEventId));
    if (decision.kind === 'refused') return refuse(this.refusal(row, decision.refusal, say));
    return { ...row, state: 'NEW', body: { ...body, teacher: id } };
  }

  /** The whole list at once: a unit may stand below one of the same file. */
  private async units(rows: readonly ReadRow[], say: Say): Promise<readonly JudgedRow[]> {
    const world = await this.desk.world();
    const fresh = rows.filter((row) => !wrong(row) && !row.there);
    const { refusals } = registerOrgs(world.orgs.state, fresh.map(({ body }) => body as JsonObject as object as RegisterOrgCommand), world.context({ person: this.sender.subject, appointment: null, capacity: null }, 'RegisterOrgs', 'orgs', this.desk.ports.newEventId));
    const found = new Map(fresh.map((row, index) => [row, refusals[index] ?? null]));
    return rows.map((row): JudgedRow => {
      if (wrong(row)) return { ...row, state: 'WRONG' };
      const refusal = found.get(row) ?? null;
      if (refusal === null) return { ...row, state: row.there ? 'THERE' : 'NEW' };
      return { ...row, state: 'WRONG', body: null, problems: [...row.problems, this.refusal(row, refusal, say)] };
    });
  }

  /** What the use case itself would say, row by row. */
  private async refusals(rows: readonly JudgedRow[], say: Say, ask: (bodies: readonly JsonObject[]) => Promise<Outcome>): Promise<readonly JudgedRow[] | Extract<Outcome, { readonly kind: 'refused' }>> {
    const judged = [...rows];
    const fresh = rows.flatMap((row, index) => (row.state === 'NEW' && row.body !== null ? [{ row, index, body: row.body }] : []));
    for (let at = 0; at < fresh.length; at += AT_ONCE) {
      const slice = fresh.slice(at, at + AT_ONCE);
      const answer = await ask(slice.map(({ body }) => body));
      if (answer.kind === 'refused') return answer;
      const verdicts = answer.result['rows'] as readonly { readonly passes: boolean; readonly rule?: string; readonly inputs?: JsonObject }[];
      for (const [offset, { passes, rule, inputs }] of verdicts.entries()) {
        const target = slice[offset];
        if (passes || target === undefined) continue;
        judged[target.index] = { ...target.row, state: 'WRONG', body: null, problems: [...target.row.problems, this.refusal(target.row, { rule: rule ?? '', inputs: inputs ?? {} }, say)] };
      }
      await setImmediate();
    }
    return judged;
  }

  /** Same name, same school (E1): whether it is one person is a question to the officer, never a conclusion. */
  private async namesakes(rows: readonly JudgedRow[], distinct: boolean, say: Say): Promise<readonly JudgedRow[]> {
    const fresh = rows.flatMap(({ state, person }, index) => (state === 'NEW' && person !== null && person.name !== null && person.unit !== null ? [{ index, name: person.name, unit: person.unit }] : []));
    if (fresh.length === 0) return rows;
    const known = await this.queries.execute(new NamesakesQuestion(this.asker(), fresh));
    const first = new Map<string, number>();
    const judged = [...rows];
    for (const [place, { index, name, unit }] of fresh.entries()) {
      const row = judged[index];
      if (row === undefined) continue;
      const key = JSON.stringify([name.replaceAll(/\s/gu, ''), unit]);
      const twin = first.get(key);
      first.set(key, twin ?? row.row);
      const others = [...(known[place] ?? []), ...(twin === undefined ? [] : [`#${twin}`])];
      if (others.length > 0) judged[index] = { ...row, problems: [...row.problems, say(row, distinct ? 'NOTE' : 'QUESTION', 'namesake', 'name', { name, who: others })] };
    }
    return judged;
  }

  private refusal(row: ReadRow, refusal: Refusal, say: Say): RowProblem {
    return say(row, 'ERROR', 'refusal', fieldOfRule[refusal.rule] ?? null, { detail: this.tell(refusal) });
  }

  private async holder({ person }: ReadRow): Promise<Holder | null> {
    if (person === null || person.identityType === null || person.identityNumber === null) return null;
    return holderOf(this.desk, identityStream(this.desk.ports.secrets.identity(person.identityType as IdentityType, person.identityNumber)));
  }

  private async isUnderWay({ claim: { data } }: Holder): Promise<boolean> {
    if (data.batch === null) return false;
    const { state: { opened, completed } } = await this.desk.streams.load(batch, batchStream(data.batch));
    return opened !== null && completed === null;
  }

  private asker() {
    return { person: this.sender.subject, actingAs: this.sender.actingAs };
  }

  /** A key of its own: what is only asked about is never taken for what is done. */
  private dry(): Sender {
    return { ...this.sender, idempotencyKey: this.desk.ports.newEventId(), ifMatch: null };
  }
}

const nobody: NonNullable<ReadRow['person']> = { name: null, identityType: null, identityNumber: null, unit: null, teacher: null };

type Say = (row: ReadRow, severity: RowProblem['severity'], code: ProblemCode, field: string | null, values?: Parameters<typeof sentence>[1]) => RowProblem;

function wrong({ body, problems }: ReadRow): boolean {
  return body === null || problems.some(({ severity }) => severity === 'ERROR');
}

