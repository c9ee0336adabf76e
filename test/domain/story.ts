import type { DecisionContext } from '../../src/domain/context';
import { prcCalendar } from '../../src/domain/calendar';
import type { Aggregate, Decision, EventId, Json, Meta, NewFact, Recorded, Refusal } from '../../src/domain/facts';
import { sentenceOf } from '../../src/domain/refusals';

/** Every name, number and birth date of the stories: none may stand in `data` or `meta` of any event. */
export const personalData = new Set<string>();

/** One stream on which decisions are taken and appended as a handler would, with ids a test can read. */
export class Story<S, F extends Recorded> {
  readonly log: F[] = [];
  state: S;

  constructor(
    private readonly aggregate: Aggregate<S, F>,
    readonly stream: string,
  ) {
    this.state = aggregate.initial(stream);
  }

  /** Context of a decision on this stream: ids follow the revisions that the append will get. */
  on(today: string, more: Partial<DecisionContext> = {}): DecisionContext {
    const next = this.log.length;
    return {
      today,
      acting: { person: 'clerk-1', appointment: 'appointment-1' },
      calendar: prcCalendar,
      now: `${today}T09:00`,
      recorded: { today },
      eventId: (ordinal) => `${this.stream}#${next + ordinal}`,
      createdId: (name) => `${this.stream}/${name}`,
      ...more,
    };
  }

  /** Appends what was decided, a recorded refusal's fact included, and returns the types appended, or the refusal. */
  take(decision: Decision<F>, context: DecisionContext, recordedAt?: string): readonly string[] | Refusal {
    // What is decided together is stored by one command.
    const first = (decision.events[0] as NewFact<string> | undefined)?.id ?? `${this.stream}#${this.log.length}`;
    for (const fact of decision.events) this.append(fact as NewFact<string>, context, recordedAt ?? `${context.today}T02:00:00.000Z`, `command-${first}`);
    if (decision.kind === 'events') return decision.events.map((fact) => (fact as NewFact<string>).type);
    requireSentence(decision.refusal);
    return decision.refusal;
  }

  last(): F {
    const fact = this.log.at(-1);
    if (!fact) throw new Error(`nothing stands on ${this.stream}`);
    return fact;
  }

  lastOf<T extends F['type']>(type: T): Extract<F, { readonly type: T }> {
    const fact = this.log.findLast((entry): entry is Extract<F, { readonly type: T }> => entry.type === type);
    if (!fact) throw new Error(`no ${type} on ${this.stream}`);
    return fact;
  }

  private append(fact: NewFact<string>, context: DecisionContext, recordedAt: string, commandId: string): void {
    const revision = this.log.length;
    const id: EventId = fact.id ?? `${this.stream}#${revision}`;
    const meta: Meta = {
      commandId,
      useCase: 'Story',
      request: '',
      actor: context.acting.person,
      appointment: context.acting.appointment,
      capacity: null,
      effectiveOn: fact.effectiveOn ?? context.today,
      context: { today: context.today },
      ...(fact.standsOn ? { standsOn: fact.standsOn } : {}),
      ...(fact.corrects ? { corrects: fact.corrects } : {}),
      ...(fact.about ? { about: fact.about } : {}),
      ...(fact.rule ? { rule: fact.rule } : {}),
      ...(fact.act ? { act: fact.act } : {}),
      cause: fact.cause ?? `command-${id}`,
      correlation: `command-${id}`,
      class: 'internal',
    };
    requireImpersonal(`${fact.type} on ${this.stream}`, JSON.parse(JSON.stringify([fact.data, meta])) as Json);
    const recorded = { id, type: fact.type, version: 1, stream: this.stream, revision, recordedAt, data: fact.data, private: fact.private ?? {}, ...(fact.sealed ? { sealed: null } : {}), meta } as Recorded;
    this.log.push(recorded as F);
    this.state = this.aggregate.evolve(this.state, recorded as F);
  }
}

/** A refusal by one of our own rules brings every number that its sentence shows. */
export function requireSentence(refusal: Refusal): void {
  const sentence = sentenceOf(refusal.rule);
  if (!sentence) return;
  const given = new Set([refusal.inputs, ...Object.values(refusal.personal ?? {})].flatMap((inputs) => Object.keys(inputs)));
  for (const [, name] of `${sentence.zh} ${sentence.en}`.matchAll(/\{(\w+)\}/g)) {
    if (name !== undefined && !given.has(name)) throw new Error(`the sentence of ${refusal.rule} shows {${name}}, which the refusal does not bring`);
  }
}

function requireImpersonal(where: string, value: Json): void {
  if (typeof value === 'string' && personalData.has(value)) throw new Error(`${where} holds the personal datum ${value} in clear`);
  if (value !== null && typeof value === 'object') for (const item of Object.values(value)) requireImpersonal(where, item as Json);
}
