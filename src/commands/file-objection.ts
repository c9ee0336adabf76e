import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessMinute } from '../domain/dates';
import type { NominationId, PersonId, RoundId } from '../domain/facts';
import type { ObjectionAbout, ObjectionType } from '../domain/round/facts';
import { decideRegisterObjection } from '../domain/round/objections';
import { round } from '../domain/round/round';
import { Desk, roundStream } from './desk';
import { Id, Minute, OneOf, Part, Text } from './input';
import type { Outcome } from './outcome';
import { authorityOverRound } from './requirements';
import { worldOfRound } from './rounds';
import { settleObjection } from './settle-objection';
import { UseCase } from './use-case';

export class AboutInput {
  @OneOf(['NOMINATION', 'PUBLICITY', 'ROUND'], { means: { zh: '针对何事：NOMINATION 某人的申报、PUBLICITY 公示名单、ROUND 整届', en: 'What it is about: one nomination, a posted list, or the round' } }) readonly kind: ObjectionAbout['kind'];
  @Id({ optional: true, means: { zh: 'kind 为 NOMINATION 时：所涉申报；其他不写', en: 'With NOMINATION: whom it is about; left out otherwise' } }) readonly nomination?: NominationId;
  @Id({ optional: true, means: { zh: 'kind 为 PUBLICITY 时：所涉公示；其他不写', en: 'With PUBLICITY: the list as published; left out otherwise' } }) readonly publicity?: string;
}

export class ObjectorInput {
  @Id({ optional: true, means: { zh: '在本系统登记的人员标识，其信息即以本人的密钥保存；未登记的不写', en: 'Her person id, so that what is kept of her is under her own key; left out where she is not registered here' } }) readonly person?: PersonId;
  @Text(80, { means: { zh: '异议人姓名；只有经办和监督人员可读', en: 'The objector\'s name; only those who run or oversee the round read it' } }) readonly name: string;
  @Text(200, { means: { zh: '答复用的联系方式', en: 'How to reach her with the reply' } }) readonly contact: string;
}

export class FileObjectionBody {
  @Part(() => AboutInput, { means: { zh: '异议针对何事', en: 'What the objection is about' } }) readonly about: AboutInput;
  @OneOf(['RESULT', 'SCORE', 'EVIDENCE', 'CONDUCT', 'OTHER'], { means: { zh: '异议类型：RESULT 结果、SCORE 分值、EVIDENCE 材料依据、CONDUCT 师德、OTHER 其他', en: 'Result, score, evidence, conduct or another matter' } }) readonly type: ObjectionType;
  @Minute({ means: { zh: '收到时间（北京时间），据此判断是否在公示期内', en: 'When it was received (Asia/Shanghai), which decides whether it came in the window' } }) readonly receivedAt: BusinessMinute;
  @Part(() => ObjectorInput, { optional: true, means: { zh: '署名的异议人；匿名的不写', en: 'Who objects; left out where it bears no name' } }) readonly objector?: ObjectorInput;
  @Text(4_000, { means: { zh: '异议内容', en: 'What is objected' } }) readonly text: string;
}

export class FileObjection extends UseCase<{ readonly round: RoundId }, FileObjectionBody> {}

@CommandHandler(FileObjection)
export class FileObjectionHandler implements ICommandHandler<FileObjection, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** The round first, whatever its gate; then the objection's own stream (`settleObjection`). */
  async execute(command: FileObjection): Promise<Outcome> {
    const { round: id } = command.target;
    const { about, type: objectionType, receivedAt, objector, text } = command.body;
    const done = await this.desk.transact(this.desk.attempt(command, FileObjection.name), {
      aggregate: round, stream: roundStream(id),
      world: () => worldOfRound(this.desk, id, 'own'),
      authority: (world, { state }) => authorityOverRound(world, command.sender, 'HandleObjections', state),
      decide: (state, context) =>
        decideRegisterObjection(state, {
          objection: context.createdId('objection'), about: aboutOf(about), objectionType, receivedAt, text,
          objector: objector === undefined ? null : { name: objector.name, contact: objector.contact, ...(objector.person === undefined ? {} : { person: objector.person }) },
        }, context),
    });
    const registered = done.facts.find(({ type }) => type === 'ObjectionRegistered');
    if (registered === undefined) return this.desk.outcome(done, () => ({ round: id }));
    const { objection, timing, holds } = registered.data;
    return this.desk.chain(done, await settleObjection(this.desk, registered), { round: id, objection: objection ?? null, timing: timing ?? null, holds: holds ?? null });
  }
}

/** What is not named is refused by the decision as what nobody knows. */
function aboutOf({ kind, nomination = '', publicity = '' }: AboutInput): ObjectionAbout {
  if (kind === 'NOMINATION') return { kind, nomination };
  return kind === 'PUBLICITY' ? { kind, publicity } : { kind };
}
