import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { batch, decideListTargets, decideOpenBatch } from '../domain/batch';
import { sameJson } from '../domain/decision';
import type { PersonId, Refusal } from '../domain/facts';
import { heldBy, identity } from '../domain/identity';
import { canonicalJson } from '../event-store/canonical';
import { createdId } from '../ids';
import { atMost, targetsRefused, within } from './batch';
import { batchStream, Desk, type Asked } from './desk';
import { settleImport } from './import-teachers';
import { type FieldError, Flag, InputError, Parts } from './input';
import type { Outcome } from './outcome';
import { TeacherInput } from './personal-input';
import { claimIdentity, type Holder, holderOf, type Registration, registrationFault, registrationOf } from './registration';
import { authorityOverUnits, bureau } from './requirements';
import type { Attempt } from './streams';
import { UseCase } from './use-case';

export class RegisterTeachersBody {
  @Parts(() => TeacherInput, 1, 5_000, { means: { zh: '每名教师一项', en: 'The dossiers, one a row' } }) readonly rows: readonly TeacherInput[];
  @Flag({ optional: true }) readonly dryRun?: boolean;
}

export class RegisterTeachers extends UseCase<object, RegisterTeachersBody> {}

interface Row {
  readonly index: number;
  readonly registration: Registration;
}

/** Rows looked at or claimed at one time. */
const AT_ONCE = 32;
/** How long the caller is kept before the answer is 202 with the operation's link. */
const WAIT_MS = 2_000;

@CommandHandler(RegisterTeachers)
export class RegisterTeachersHandler implements ICommandHandler<RegisterTeachers, Outcome> {
  constructor(private readonly desk: Desk) {}

  /**
   * The list first: its stream is named by the command alone, so that another list under the same key is known before any
   * number is claimed. Then the numbers, row by row, then the batch is opened, and only then do the dossiers follow.
   */
  async execute(command: RegisterTeachers): Promise<Outcome> {
    const { dryRun } = command.body;
    const attempt = this.desk.attempt(command, RegisterTeachers.name);
    const id = createdId(attempt.commandId, 'batch');
    const stream = batchStream(id);
    const before = await this.desk.streams.stored(batch, stream, attempt);
    if (before === null) {
      const rows = this.rows(command);
      const checked = await this.check(command, attempt, rows, id);
      if (checked.kind !== 'accepted' || dryRun === true) return checked;
      const refusal = await this.list(command, attempt, rows, id);
      if (refusal !== null) return refusal;
    }
    const listed = before ?? (await this.desk.streams.stored(batch, stream, attempt));
    const [asked] = listed?.facts ?? [];
    if (listed === null || asked === undefined) throw new Error(`batch ${id} has no list`);
    if ((await this.desk.streams.load(batch, stream)).state.opened === null) {
      const refusal = await this.claim(command, attempt, this.rows(command), id);
      if (refusal !== null) return refusal;
    }
    const opened = await this.open(asked, id);
    const finished = await within(this.desk.ports.clock, WAIT_MS, settleImport(this.desk, opened));
    const result = { batch: id, rows: command.body.rows.length };
    if (finished === null) return { kind: 'pending', operation: id, position: listed.position, result };
    const { completed, targets } = finished.state;
    return {
      kind: 'accepted', position: finished.position ?? listed.position, events: [{ id: asked.id, type: asked.type, stream, revision: asked.revision }],
      result: { ...result, done: completed?.done ?? 0, declined: completed?.declined ?? 0, teachers: [...targets.keys()] }, repeated: before !== null,
    };
  }

  /** Every row as it would be registered. Error: InputError with every field that is wrong, by row. */
  private rows(command: RegisterTeachers): readonly Row[] {
    const faults: FieldError[] = [];
    const rows = command.body.rows.flatMap((input, index) => {
      try {
        return [{ index, registration: registrationOf(this.desk, input, `rows[${index}].personal.`) }];
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        faults.push(...error.fields);
        return [];
      }
    });
    if (faults.length > 0) throw new InputError(faults);
    return rows;
  }

  /** Authority over every unit and each row's verdict; nothing is stored. */
  private async check(command: RegisterTeachers, attempt: Attempt, rows: readonly Row[], id: string): Promise<Outcome> {
    const world = await this.desk.world();
    const authority = this.desk.ahead(attempt, authorityOverUnits(world, command.sender, bureau, rows.map(({ registration }) => registration.data.unit)));
    if (authority.kind === 'refused') return authority;
    const context = world.context(authority.standing, attempt.commandId, batchStream(id), this.desk.ports.newEventId);
    const seen = new Map<string, number>();
    const verdicts = await atMost(AT_ONCE, rows, async ({ index, registration }): Promise<{ readonly row: number; readonly refusal: Refusal | null }> => {
      const twin = seen.get(registration.stream);
      seen.set(registration.stream, twin ?? index);
      if (twin !== undefined) return { row: index, refusal: { rule: 'identityTwice', inputs: { row: twin } } };
      const holder = await holderOf(this.desk, registration.stream);
      if (holder !== null && !(await this.mayGoOn(holder, registration, id))) return { row: index, refusal: heldBy(holder.person, holder.erased).refusal };
      return { row: index, refusal: registrationFault(personOf(attempt, registration), registration, context)?.refusal ?? null };
    });
    const failing = verdicts.filter(({ refusal }) => refusal !== null);
    const position = await this.desk.head();
    if (command.body.dryRun === true) {
      return { kind: 'accepted', position, events: [], repeated: false, result: { dryRun: true, rows: verdicts.map(({ row, refusal }) => ({ row, passes: refusal === null, ...(refusal === null ? {} : { rule: refusal.rule, inputs: refusal.inputs }) })) } };
    }
    if (failing.length === 0) return { kind: 'accepted', position, events: [], result: {}, repeated: false };
    const decision = targetsRefused(failing.map(({ row, refusal }) => ({ target: String(row), rule: refusal?.rule ?? '' })));
    return { kind: 'refused', refusal: decision.kind === 'refused' ? decision.refusal : { rule: 'targetsRefused', inputs: {} }, reference: null, position: null, repeated: false };
  }

  /** A claim that a killed import left behind is taken up again: same command, same row, same person. */
  private async claim(command: RegisterTeachers, attempt: Attempt, rows: readonly Row[], id: string): Promise<Outcome | null> {
    const refused = await atMost(AT_ONCE, rows, async ({ registration }): Promise<Outcome | null> => {
      const holder = await holderOf(this.desk, registration.stream);
      if (holder !== null && (holder.claim.data.batch === null || !(await this.mayGoOn(holder, registration, id)))) return null;
      const person = holder?.person ?? personOf(attempt, registration);
      const done = await this.desk.transact({ ...attempt, commandId: createdId(attempt.commandId, `claim:${registration.stream}`), ifMatch: null, via: 'import' }, {
        aggregate: identity, stream: registration.stream,
        world: () => this.desk.world(),
        authority: (world) => world.authority(command.sender, bureau, registration.data.unit),
        decide: (state, context) => claimIdentity(state, person, registration, id, context),
      });
      // Claimed by another since the list was checked: that row is declined by name when its turn comes.
      return done.refusal === null || done.refusal.rule === 'identityTaken' ? null : this.desk.outcome(done, () => ({}));
    });
    return refused.find((outcome) => outcome !== null) ?? null;
  }

  private async list(command: RegisterTeachers, attempt: Attempt, rows: readonly Row[], id: string): Promise<Outcome | null> {
    const targets = await atMost(AT_ONCE, rows, async ({ index, registration }) => {
      const holder = await holderOf(this.desk, registration.stream);
      return { target: holder?.person ?? personOf(attempt, registration), data: { row: index, identity: registration.stream } };
    });
    const done = await this.desk.transact(attempt, {
      aggregate: batch, stream: batchStream(id),
      world: () => this.desk.world(),
      authority: (world) => authorityOverUnits(world, command.sender, bureau, rows.map(({ registration }) => registration.data.unit)),
      decide: (state) => decideListTargets(state, { targets }),
    });
    return done.refusal === null ? null : this.desk.outcome(done, () => ({}));
  }

  /** A claim without a dossier: an import's that is not being carried out, or one that says word for word what the row says. */
  private async mayGoOn({ claim, person, registered, erased }: Holder, { data, personal }: Registration, id: string): Promise<boolean> {
    if (registered || erased) return false;
    const by = claim.data.batch;
    if (by === null) return sameJson(claim.data.registration, data) && sameJson(claim.private[person] ?? null, personal);
    if (by === id) return true;
    const { state: { opened, completed } } = await this.desk.streams.load(batch, batchStream(by));
    return opened === null || completed !== null;
  }

  private async open(listed: Asked, id: string): Promise<Asked> {
    const done = await this.desk.follow(listed, 'batch:open', 'import', {
      aggregate: batch, stream: batchStream(id),
      world: () => this.desk.world(),
      decide: (state) => decideOpenBatch(state, { useCase: RegisterTeachers.name, listHash: this.desk.ports.secrets.list(canonicalJson([...state.targets.keys()], 'targets')), round: null, reservation: null }),
    });
    const [opened] = done.facts;
    if (opened === undefined) throw new Error(`batch ${id} was opened by another command`);
    return opened;
  }
}

/** One number, one id, wherever in the list it stands. */
function personOf(attempt: Attempt, { stream }: Registration): PersonId {
  return createdId(attempt.commandId, `row:${stream}`);
}
