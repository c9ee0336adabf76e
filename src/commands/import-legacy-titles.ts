import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { batch, decideListTargets, decideOpenBatch, type BatchState } from '../domain/batch';
import { alreadySo } from '../domain/decision';
import type { JsonObject, Refusal, TeacherId } from '../domain/facts';
import { decideImportLegacyTitle, recordedTitle, type ImportLegacyTitleCommand } from '../domain/teacher/legacy-title';
import { teacher } from '../domain/teacher/teacher';
import { canonicalJson } from '../event-store/canonical';
import { createdId } from '../ids';
import { atMost, carryOut, targetsRefused, within, type TargetSettled } from './batch';
import { batchStream, Desk, teacherStream, type Asked, type Settled } from './desk';
import type { Authority, World } from './world';
import { followHer, unitOf } from './dossiers';
import { Flag, Id, OneOf, Parts, Text, Whole } from './input';
import type { Outcome } from './outcome';
import { verdict } from './register-orgs';
import { authorityOverUnits, bureau } from './requirements';
import { together } from './settle';
import type { Attempt } from './streams';
import { UseCase } from './use-case';

export class LegacyTitleInput {
  @Id({ means: { zh: '教师标识', en: 'Id of the teacher' } }) readonly teacher: TeacherId;
  @Text(120, { means: { zh: '名单上的称号名称，如 市级骨干教师', en: 'As the list calls it: 市级骨干教师' } }) readonly name: string;
  @OneOf(['NATIONAL', 'PROVINCE', 'CITY', 'COUNTY', 'SCHOOL'], { means: { zh: '授予层级：NATIONAL 国家、PROVINCE 省、CITY 市、COUNTY 县、SCHOOL 校', en: 'Level of the body that gave it' } }) readonly level: ImportLegacyTitleCommand['level'];
  @Text(10, { means: { zh: '授予时间，2015、2015-06 或 2015-06-12，名单写到哪一级就写到哪一级', en: '2015, 2015-06 or 2015-06-12, as precise as the list is' } }) readonly conferredOn: string;
  @Text(80, { nullable: true, means: { zh: '证书编号或文号；名单没有的写 null', en: 'Number of the certificate or the document; null where the list has none' } }) readonly number: string | null;
  @Id({ nullable: true, means: { zh: '属于本系统所管方案的，方案代码；否则 null', en: 'The programme, where it belongs to one kept here; null otherwise' } }) readonly programme: string | null;
  @Whole(1, 1_048_576, { means: { zh: '在文件中的行号，与 Excel 一致', en: 'Its row in the file, as Excel counts' } }) readonly row: number;
}

export class ImportLegacyTitlesBody {
  @Id({ means: { zh: '区别名单的标识，即导入答复中的指纹', en: 'What tells the list from others: the fingerprint that an import answers with' } }) readonly file: string;
  @Parts(() => LegacyTitleInput, 1, 500, { means: { zh: '名单的各行', en: 'The list, row by row' } }) readonly rows: readonly LegacyTitleInput[];
  @Flag({ optional: true }) readonly dryRun?: boolean;
}

export class ImportLegacyTitles extends UseCase<object, ImportLegacyTitlesBody> {}

const AT_ONCE = 32;
const WAIT_MS = 2_000;

@CommandHandler(ImportLegacyTitles)
export class ImportLegacyTitlesHandler implements ICommandHandler<ImportLegacyTitles, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** The list is the batch's targets, whole, so that whoever takes the batch up again needs no file. */
  async execute(command: ImportLegacyTitles): Promise<Outcome> {
    const attempt = this.desk.attempt(command, ImportLegacyTitles.name);
    const id = createdId(attempt.commandId, 'batch');
    const stream = batchStream(id);
    const before = await this.desk.streams.stored(batch, stream, attempt);
    if (before === null) {
      const checked = await this.check(command, attempt);
      if (checked.kind !== 'accepted' || command.body.dryRun === true) return checked;
      const refusal = await this.list(command, attempt, id);
      if (refusal !== null) return refusal;
    }
    const listed = before ?? (await this.desk.streams.stored(batch, stream, attempt));
    const [asked] = listed?.facts ?? [];
    if (listed === null || asked === undefined) throw new Error(`batch ${id} has no list`);
    const finished = await within(this.desk.ports.clock, WAIT_MS, settleLegacyTitles(this.desk, await this.open(asked, id)));
    const result = { batch: id, rows: command.body.rows.length };
    if (finished === null) return { kind: 'pending', operation: id, position: listed.position, result };
    const { completed } = finished.state;
    return {
      kind: 'accepted', position: finished.position ?? listed.position, events: [{ id: asked.id, type: asked.type, stream, revision: asked.revision }],
      result: { ...result, done: completed?.done ?? 0, declined: completed?.declined ?? 0 }, repeated: before !== null,
    };
  }

  private async check(command: ImportLegacyTitles, attempt: Attempt): Promise<Outcome> {
    const world = await this.desk.world();
    const authority = this.desk.ahead(attempt, await this.authority(command, world));
    if (authority.kind === 'refused') return authority;
    const refusals = await atMost(AT_ONCE, command.body.rows, async (row): Promise<Refusal | null> => {
      const { state } = await this.desk.streams.load(teacher, teacherStream(row.teacher));
      const decision = decideImportLegacyTitle(state, titleOf(row, command.body.file), world.context(authority.standing, attempt.commandId, teacherStream(row.teacher), this.desk.ports.newEventId));
      return decision.kind === 'refused' ? decision.refusal : null;
    });
    const position = await this.desk.head();
    if (command.body.dryRun === true) return { kind: 'accepted', position, events: [], repeated: false, result: { dryRun: true, rows: refusals.map(verdict) } };
    const failing = refusals.flatMap((refusal, row) => (refusal === null ? [] : [{ target: String(row), rule: refusal.rule }]));
    if (failing.length === 0) return { kind: 'accepted', position, events: [], result: {}, repeated: false };
    const decision = targetsRefused(failing);
    return { kind: 'refused', refusal: decision.kind === 'refused' ? decision.refusal : { rule: 'targetsRefused', inputs: {} }, reference: null, position: null, repeated: false };
  }

  /** Over every teacher's unit of today. */
  private async authority({ sender, body }: ImportLegacyTitles, world: World): Promise<Authority> {
    const units = await atMost(AT_ONCE, body.rows, async (row) => unitOf((await this.desk.streams.load(teacher, teacherStream(row.teacher))).state, world.today));
    return authorityOverUnits(world, sender, bureau, units.flatMap((unit) => unit ?? []));
  }

  private async list(command: ImportLegacyTitles, attempt: Attempt, id: string): Promise<Outcome | null> {
    const { file, rows } = command.body;
    const world = await this.desk.world();
    const allowed = await this.authority(command, world);
    const targets = rows.map((row, index) => ({ target: `${row.teacher}/${index}`, data: { teacher: row.teacher, title: { ...titleOf(row, file) } } }));
    const done = await this.desk.transact(attempt, {
      aggregate: batch, stream: batchStream(id),
      world: () => this.desk.world(),
      authority: () => allowed,
      decide: (state) => decideListTargets(state, { targets }),
    });
    return done.refusal === null ? null : this.desk.outcome(done, () => ({}));
  }

  private async open(listed: Asked, id: string): Promise<Asked> {
    const done = await this.desk.follow(listed, 'batch:open', 'import', {
      aggregate: batch, stream: batchStream(id),
      world: () => this.desk.world(),
      decide: (state) => decideOpenBatch(state, { useCase: ImportLegacyTitles.name, listHash: this.desk.ports.secrets.list(canonicalJson([...state.targets.keys()], 'targets')), round: null, reservation: null }),
    });
    const [opened] = done.facts;
    if (opened === undefined) throw new Error(`batch ${id} was opened by another command`);
    return opened;
  }
}

/** An opened batch of titles: each goes to its teacher's stream, or to that of the dossier hers was merged into meanwhile, once. Begun again it goes on. */
export function settleLegacyTitles(desk: Desk, of: Asked, via?: Attempt['via']): Promise<Settled & { readonly state: BatchState }> {
  return desk.once(`import ${of.id}`, async () => {
    const done = await carryOut(desk, of.stream.slice(batchStream('').length), of, via, (target, data) => recordOne(desk, of, target, data, via));
    return { ...done.settled, state: done.loaded.state };
  });
}

async function recordOne(desk: Desk, of: Asked, target: string, data: JsonObject, via: Attempt['via']): Promise<TargetSettled> {
  const command = data['title'] as ImportLegacyTitleCommand & JsonObject;
  const done = await followHer(desk, of, `title:${target}`, via ?? 'import', String(data['teacher']), {
    world: () => desk.world(),
    decide: (state, context) => (recordedTitle(state, command) === null ? decideImportLegacyTitle(state, command, context) : alreadySo),
  });
  const event = recordedTitle(done.loaded.state, command);
  return { ...together(done), outcome: event === null ? { outcome: 'DECLINED', event: null, rule: done.refusal?.rule ?? 'unknownTeacher' } : { outcome: 'DONE', event, rule: null } };
}

function titleOf({ name, level, conferredOn, number, programme, row }: LegacyTitleInput, file: string): ImportLegacyTitleCommand {
  return { name, level, conferredOn, number, programme, file, row };
}
