import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { JsonObject, Refusal } from '../domain/facts';
import { orgs, registerOrgs, type RegisterOrgCommand } from '../domain/orgs';
import { createdId } from '../ids';
import { targetsRefused } from './batch';
import { asJson, Desk } from './desk';
import { Flag, Parts } from './input';
import type { Outcome } from './outcome';
import { RegisterOrgBody } from './register-org';
import { authorityOverUnits, bureau } from './requirements';
import type { Attempt } from './streams';
import { UseCase } from './use-case';

export class RegisterOrgsBody {
  @Parts(() => RegisterOrgBody, 1, 300, { means: { zh: '每个单位一项，上级在前', en: 'The units, one a row, parents before what stands below them' } }) readonly rows: readonly RegisterOrgBody[];
  @Flag({ optional: true }) readonly dryRun?: boolean;
}

export class RegisterOrgs extends UseCase<object, RegisterOrgsBody> {
  override readonly isDecidedElsewhere = true;
}

/** All of a list or nothing of it: the tree is one stream, so there is nothing to be left half done. */
@CommandHandler(RegisterOrgs)
export class RegisterOrgsHandler implements ICommandHandler<RegisterOrgs, Outcome> {
  constructor(private readonly desk: Desk) {}

  async execute(command: RegisterOrgs): Promise<Outcome> {
    const attempt = this.desk.attempt(command, RegisterOrgs.name);
    const rows = command.body.rows.map((row, index) => commandOf(attempt, row, index));
    if (command.body.dryRun === true) return this.tryOut(command, attempt, rows);
    return this.desk.run({
      command, useCase: RegisterOrgs.name, aggregate: orgs, stream: 'orgs',
      world: () => this.desk.world(),
      authority: (world) => authorityOverUnits(world, command.sender, bureau, parentsOf(rows)),
      decide: (state, context) => {
        const { events, refusals } = registerOrgs(state, rows, context);
        const failing = refusals.flatMap((refusal, row) => (refusal === null ? [] : [{ target: String(row), rule: refusal.rule }]));
        return failing.length > 0 ? targetsRefused(failing) : { kind: 'events', events };
      },
      result: () => ({ rows: rows.length, orgs: rows.map(({ org }) => org) }),
    });
  }

  private async tryOut(command: RegisterOrgs, attempt: Attempt, rows: readonly RegisterOrgCommand[]): Promise<Outcome> {
    const world = await this.desk.world();
    const authority = this.desk.ahead(attempt, authorityOverUnits(world, command.sender, bureau, parentsOf(rows)));
    if (authority.kind === 'refused') return authority;
    const { refusals } = registerOrgs(world.orgs.state, rows, world.context(authority.standing, attempt.commandId, 'orgs', this.desk.ports.newEventId));
    return { kind: 'accepted', position: await this.desk.head(), events: [], repeated: false, result: { dryRun: true, rows: refusals.map(verdict) } };
  }
}

export function verdict(refusal: Refusal | null, row: number): JsonObject {
  return { row, passes: refusal === null, ...(refusal === null ? {} : { rule: refusal.rule, inputs: refusal.inputs }) };
}

function commandOf(attempt: Attempt, { org, names, level, kind, parent, stages, code, rural, weak, effectiveOn }: RegisterOrgBody, index: number): RegisterOrgCommand {
  return { org: org ?? createdId(attempt.commandId, `org:${index}`), names: asJson(names) as { zh: string; en: string }, level, kind, parent, stages: [...stages], code, rural, ...(weak === undefined ? {} : { weak }), ...(effectiveOn === undefined ? {} : { effectiveOn }) };
}

function parentsOf(rows: readonly RegisterOrgCommand[]): readonly string[] {
  return rows.flatMap(({ parent }) => parent ?? []);
}
