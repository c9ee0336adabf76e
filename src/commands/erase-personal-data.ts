import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { PersonId } from '../domain/facts';
import { appointmentsOf, decideErasePerson, people, type PeopleState } from '../domain/people';
import { decideErase } from '../domain/teacher/life';
import { isRegistered, teacher } from '../domain/teacher/teacher';
import { ActInput, actOf } from './act-input';
import { Desk, teacherStream } from './desk';
import type { Authority, World } from './world';
import { unitOf } from './dossiers';
import { OneOf, Part } from './input';
import type { Outcome } from './outcome';
import { authorityOverRoot, authorityOverUnits, bureau } from './requirements';
import { settleErasure } from './settle-erasure';
import { UseCase, type Sender } from './use-case';

export class ErasePersonalDataBody {
  @OneOf(['PURPOSE_ENDED', 'RETENTION_ENDED', 'CONSENT_WITHDRAWN', 'UNLAWFUL_PROCESSING', 'OTHER_LAW'], { means: { zh: '依据《个人信息保护法》第四十七条的哪一种情形：PURPOSE_ENDED 目的已实现、RETENTION_ENDED 保存期届满、CONSENT_WITHDRAWN 撤回同意、UNLAWFUL_PROCESSING 违法处理、OTHER_LAW 法律法规另有规定', en: 'Why, by the cases of the Personal Information Protection Law, article 47' } }) readonly basis: string;
  @Part(() => ActInput, { optional: true, means: 'anyAct' }) readonly act?: ActInput;
}

export class ErasePersonalData extends UseCase<{ readonly person: PersonId }, ErasePersonalDataBody> {}

@CommandHandler(ErasePersonalData)
export class ErasePersonalDataHandler implements ICommandHandler<ErasePersonalData, Outcome> {
  constructor(private readonly desk: Desk) {}

  /** The fact first, then the key: whatever happens in between, the fact makes the destruction happen again. */
  async execute(command: ErasePersonalData): Promise<Outcome> {
    const { person } = command.target;
    const { state } = await this.desk.streams.load(teacher, teacherStream(person));
    const outcome = isRegistered(state) ? await this.teacher(command) : await this.person(command);
    if (outcome.kind === 'accepted') await this.desk.forgetPerson(person);
    return outcome;
  }

  /** With her every dossier that was merged into hers. */
  private async teacher(command: ErasePersonalData): Promise<Outcome> {
    const { person } = command.target;
    const { basis, act } = command.body;
    const done = await this.desk.transact(this.desk.attempt(command, ErasePersonalData.name), {
      aggregate: teacher, stream: teacherStream(person),
      world: () => this.desk.world(),
      authority: (world, { state }) => world.authority(command.sender, bureau, unitOf(state, world.today)),
      decide: (state) => decideErase(state, { basis, ...(act === undefined ? {} : { act: actOf(act) }) }),
    });
    const [fact] = done.facts;
    return this.desk.chain(done, fact === undefined ? null : await settleErasure(this.desk, fact), { person });
  }

  private person(command: ErasePersonalData): Promise<Outcome> {
    const { person } = command.target;
    const { basis, act } = command.body;
    let claimed = false;
    return this.desk.run({
      command, useCase: ErasePersonalData.name, aggregate: people, stream: 'people',
      world: async () => {
        // A claim is found by the number alone, which an interrupted import leaves nobody to ask for; but it made her key.
        claimed = isPersonKey(person) && (await this.desk.ports.keys.get([person])).has(person);
        return this.desk.world();
      },
      authority: (world, { state }) => authorityOverPerson(world, command.sender, state, person),
      decide: (state) => decideErasePerson(state, { person, claimed, basis, ...(act === undefined ? {} : { act: actOf(act) }) }),
      result: () => ({ person }),
    });
  }
}

/** Not the seal of a round, which lies among the keys too. */
function isPersonKey(owner: string): boolean {
  return !owner.includes(':');
}

/** Whoever answers for every unit that she ever had a post at; of somebody with none, the bureau on top. */
function authorityOverPerson(world: World, sender: Sender, state: PeopleState, person: PersonId): Authority {
  const units = appointmentsOf(state, person).map(({ org }) => org);
  return units.length === 0 ? authorityOverRoot(world, sender) : authorityOverUnits(world, sender, bureau, units);
}
