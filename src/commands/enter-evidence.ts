import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { decideUseEvidence, evidence, plainSource } from '../domain/evidence';
import type { RoundId, TeacherId } from '../domain/facts';
import type { EvidenceKind } from '../domain/teacher/career-facts';
import { teacher } from '../domain/teacher/teacher';
import { Desk, evidenceStream } from './desk';
import type { Read } from './world';
import { candidateStream } from './holders';
import { unitOf } from './dossiers';
import { Id, InputError, OneOf, Text } from './input';
import type { Outcome } from './outcome';
import { schoolOrBureau } from './requirements';
import { worldOfRound } from './rounds';
import { settleEvidence } from './settle';
import type { Loaded } from './streams';
import type { TeacherState } from '../domain/teacher/teacher';
import { UseCase } from './use-case';

export class EnterEvidenceBody {
  @Id() readonly teacher: TeacherId;
  @OneOf(['PAPER', 'PROJECT', 'AWARD', 'LESSON', 'OTHER_WORK'], { means: { zh: '业绩种类：PAPER 论文、PROJECT 课题、AWARD 获奖、LESSON 课例、OTHER_WORK 其他', en: 'Kind of work: paper, project, award, lesson or another' } }) readonly kind: EvidenceKind;
  @Text(400, { means: { zh: '确定该业绩的信息：题名与刊期、课题编号、证书编号；以其本人的密钥保存', en: 'What names the work wherever it is presented: title and issue, project number, number of the certificate. Kept under the teacher\'s own key' } }) readonly source: string;
}

export class EnterEvidence extends UseCase<{ readonly round: RoundId }, EnterEvidenceBody> {}

interface DossierRead extends Read {
  readonly loaded: Loaded<TeacherState>;
}

@CommandHandler(EnterEvidence)
export class EnterEvidenceHandler implements ICommandHandler<EnterEvidence, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** Puts the use in order on the work's own stream, then enters it in her dossier (`settleEvidence`). */
  async execute(command: EnterEvidence): Promise<Outcome> {
    const { round: id } = command.target;
    const { teacher: candidate, kind, source } = command.body;
    const plain = plainSource(source);
    if (plain === '') throw new InputError([{ path: 'source', notice: { zh: '须含文字或数字。', en: 'Must hold letters or digits.' } }]);
    const fingerprint = this.desk.ports.secrets.evidence(kind, plain);
    const stream = evidenceStream(fingerprint);
    let dossiers: readonly DossierRead[] = [];
    const dossierOf = (): TeacherState => {
      const own = dossiers[0]?.loaded.state;
      if (own === undefined) throw new Error('the dossier was not read');
      return own;
    };
    const done = await this.desk.transact(this.desk.attempt(command, EnterEvidence.name), {
      aggregate: evidence, stream,
      world: async () => {
        const { state } = await this.desk.streams.load(evidence, stream);
        const earlier = await Promise.all([...state.uses.values()].map((use) => candidateStream(this.desk, use.data.round, use.data.teacher)));
        const users = new Set([await candidateStream(this.desk, id, candidate), ...earlier]);
        dossiers = await Promise.all([...users].map(async (user) => ({ stream: user, loaded: await this.desk.streams.load(teacher, user) })));
        return worldOfRound(this.desk, id, 'other', dossiers);
      },
      authority: (world) => world.authority(command.sender, schoolOrBureau, unitOf(dossierOf(), world.today)),
      decide: (state, context, { world }) => decideUseEvidence(state, { fingerprint, kind, source, round: world.round, teacher: dossierOf(), others: dossiers.slice(1).map(({ loaded }) => loaded.state) }, context),
    });
    const [used] = done.facts;
    if (used === undefined) return this.desk.outcome(done, () => ({}));
    const { earlierInRound, earlier } = used.data;
    // To her school only that it was presented before, and by how many: by whom is for those who run the round.
    return this.desk.chain(done, await settleEvidence(this.desk, used), { round: id, teacher: candidate, fingerprint, earlierInRound: earlierInRound ?? 0, earlier: earlier ?? 0 });
  }
}
