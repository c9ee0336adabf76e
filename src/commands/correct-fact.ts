import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '../domain/dates';
import { refused } from '../domain/decision';
import type { EventId, JsonObject, PrivatePart } from '../domain/facts';
import { decidingBody, factOf } from '../domain/teacher/concerned';
import { decideCorrect, type PinnedRound } from '../domain/teacher/correction';
import type { Grade } from '../domain/teacher/facts';
import type { TeacherState } from '../domain/teacher/teacher';
import { teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { concludedWith } from './cohorts';
import { asJson, Desk, type Cites } from './desk';
import { unitOf, worldOfCorrection } from './dossiers';
import { holderOfTarget, namedInAnswer, type HolderTarget } from './holders';
import { Day, Id, JsonFields, OneOf, Part, validated } from './input';
import type { Outcome } from './outcome';
import { personalOf } from './personal';
import { PersonalInput } from './personal-input';
import { requirementsToUndo, type Undoing } from './requirements';
import { UseCase } from './use-case';

export class CorrectFactBody {
  @Id({ means: { zh: '要更正的事实（事件标识）', en: 'The fact to correct, by event id' } }) readonly event: EventId;
  @JsonFields({ optional: true, means: { zh: '更正后的整个事实，按其类型的结构；只改个人信息的不写', en: 'The whole fact as it should read, under its schema; left out where only the private part changes' } }) readonly data?: JsonObject;
  @JsonFields({ optional: true, means: { zh: '更正后的整个个人信息部分；不变的不写', en: 'The whole private part as it should read; left out where it stays' } }) readonly personal?: JsonObject;
  @OneOf(['EXCELLENT', 'QUALIFIED', 'BASICALLY_QUALIFIED', 'UNQUALIFIED'], { optional: true, means: { zh: '考核结论更正后的等次；其他事实不写', en: 'Of a verdict: the grade as it should read; left out for other facts' } }) readonly grade?: Grade;
  @Day({ optional: true, means: { zh: '该事实自何日起成立，默认照原事实', en: 'The day from which it holds; the corrected fact\'s own where left out' } }) readonly effectiveOn?: BusinessDate;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class CorrectFact extends UseCase<HolderTarget, CorrectFactBody> {}

@CommandHandler(CorrectFact)
export class CorrectFactHandler implements ICommandHandler<CorrectFact, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: CorrectFact): Promise<Outcome> {
    const holder = holderOfTarget(command.target);
    const { event, data, grade, effectiveOn, act } = command.body;
    const { state: before } = await this.desk.streams.load(teacher, holder.stream);
    const personal = personalOfFact(before, event, command.body.personal);
    let rounds: readonly PinnedRound[] = [];
    let together: Awaited<ReturnType<typeof concludedWith>> = null;
    let undoing: Undoing & { readonly cites?: Cites } = { programme: undefined, recordedBy: null };
    return this.desk.run({
      command, useCase: CorrectFact.name, aggregate: teacher, stream: holder.stream,
      world: async () => {
        const fact = factOf(before, event);
        together = grade === undefined || fact === undefined ? null : await concludedWith(this.desk, fact, grade);
        const read = await worldOfCorrection(this.desk, holder.stream, event, together?.reads.filter(({ stream }) => stream !== holder.stream));
        rounds = read.rounds;
        undoing = read;
        return read.world;
      },
      cites: () => undoing.cites ?? {},
      authority: (world, { state }) => world.authority(command.sender, requirementsToUndo(world.orgs.state, undoing, decidingBody(state, event)), unitOf(state, world.today)),
      decide: (state, context) => {
        const fixed = fixedIdentity(state, event, personal);
        if (fixed !== null) return refused('fieldFixed', { field: fixed });
        return decideCorrect(state, {
          event, rounds,
          ...(data === undefined ? {} : { data: asJson(data) }),
          ...(personal === undefined ? {} : { personal }),
          ...(grade === undefined ? {} : { grade }),
          ...(effectiveOn === undefined ? {} : { effectiveOn }),
          ...(act === undefined ? {} : { act: actOf(act) }),
          ...(together === null ? {} : { together: { rules: together.rules, dossiers: together.reads.map(({ loaded }) => loaded.state) } }),
        }, context);
      },
      result: (facts) => ({ ...namedInAnswer(holder), reviews: facts.filter((fact) => fact.type === 'ReviewRequired').map((fact) => fact.id) }),
    });
  }
}

/** A dossier's private part is checked and spelled as at its registration; others are what their facts hold. */
function personalOfFact(state: TeacherState, event: EventId, personal: JsonObject | undefined): PrivatePart | undefined {
  if (personal === undefined) return undefined;
  if (state.byId.get(event)?.type !== 'TeacherRegistered') return asJson(personal);
  return personalOf(validated(PersonalInput, personal), 'personal.', true);
}

/** The number names her identity's stream; another one needs a claim of its own and is no correction (domain.md, E5). */
function fixedIdentity(state: TeacherState, event: EventId, personal: PrivatePart | undefined): string | null {
  const before = state.byId.get(event)?.private[state.id];
  if (personal === undefined || before === undefined || before === null) return null;
  return ['identityType', 'identityNumber'].find((field) => before[field] !== undefined && before[field] !== personal[field]) ?? null;
}
