import { adoptionsOf, programme } from '../domain/programme-stream';
import { effectiveProgramme } from '../domain/programme';
import type { DecisionContext } from '../domain/context';
import type { Decision, PersonId, Recorded } from '../domain/facts';
import type { EffectiveProgramme } from '../domain/programme-rules';
import type { HostAppointed, StudioAssessed, StudioFact, StudioLed, StudioMemberJoined, StudioOpened, StudioResumed, StudioSuspended } from '../domain/studio/facts';
import type { Selection } from '../domain/studio/host';
import { decideAppointHost, decideAssessStudio, decideJoinStudio, decideLeadStudio, decideResumeStudio, decideSuspendStudio } from '../domain/studio/life';
import { decideOpenStudio, type ReadOfPersons } from '../domain/studio/opening';
import { studios, type StudiosState } from '../domain/studio/studios';
import type { TeacherState } from '../domain/teacher/teacher';
import { view } from '../domain/teacher/view';
import { ofOne, refusalOf, termTo, type Again } from './what-if-answers';
import { ofProgramme, type AsRead } from './what-if-record';

type StudioDecision = StudioOpened | HostAppointed | StudioMemberJoined | StudioLed | StudioSuspended | StudioResumed | StudioAssessed;

/** 设立、另聘主持人、入室、带领、暂停、恢复、考核: number, levels, missions, places and term of the kind, whom it takes for a host and what follows once it has none, how many members, which kinds lead it, which grades it has. */
export async function studioAgain(read: AsRead, fact: StudioDecision): Promise<Again | null> {
  if (!isStudioDecision(fact)) return null;
  const together = (await read.read(fact.stream)).filter((one): one is StudioFact & Recorded => one.meta.commandId === fact.meta.commandId);
  const state = await read.fold(studios, fact.stream, Math.min(...together.map(({ revision }) => revision)) - 1);
  const { studio } = fact.data;
  const known = state.studios.get(studio);
  const named = new Set([...(known?.hosts.map(({ host }) => host) ?? []), ...(fact.type === 'StudioMemberJoined' ? (known?.members.map(({ member }) => member) ?? []) : []), ...together.flatMap(personIn)]);
  const [persons, register, context] = [await personsOf(read, fact, [...named]), await read.peopleAt(fact.meta.context.people ?? -1), await read.contextOf(fact)];
  const decide = asked(fact, together, state, persons);
  const about = fact.type === 'StudioOpened' ? fact.data.names : (known?.names ?? { zh: studio, en: studio });
  const person = (fact.type === 'StudioOpened' ? together.flatMap((one) => (one.type === 'HostAppointed' ? [one.data.host] : [])) : personIn(fact))[0] ?? null;
  return ofProgramme(read, fact, {
    round: null, tier: null, about, recorded: new Map([[person, null]]),
    by: (rules: EffectiveProgramme) => ofOne(person, refusalOf(decide({ ...context(rules), people: register }))),
    ...(fact.type !== 'StudioOpened' ? {} : {
      comesTo: (rules: EffectiveProgramme) => {
        const to = decide({ ...context(rules), people: register }).events.flatMap((event) => (event.type === 'StudioOpened' ? [event.data.to] : []))[0] ?? null;
        return termTo(to, rules.studios?.find(({ code }) => code === fact.data.kind)?.termYears?.clause);
      },
    }),
  });
}

const TOGETHER: ReadonlySet<string> = new Set(['HostAppointed', 'StudioMemberJoined']);

/** What stands in one append with an opening, or with a new host, was decided with that. */
function isStudioDecision({ type, meta: { useCase } }: Pick<Recorded, 'type' | 'meta'>): boolean {
  return !TOGETHER.has(type) || (type === 'HostAppointed' && useCase === 'AppointHost') || (type === 'StudioMemberJoined' && useCase === 'JoinStudio');
}

function asked(fact: StudioDecision, together: readonly StudioFact[], state: StudiosState, persons: ReadOfPersons): (context: DecisionContext) => Decision<StudioFact> {
  const { act, effectiveOn: on } = fact.meta;
  const { studio } = fact.data;
  const of = { ...persons, studio, on, ...(act === undefined ? {} : { act }) };
  switch (fact.type) {
    case 'StudioOpened': {
      const { kind, level, mission, names, org, ledBy } = fact.data;
      const hosts = together.flatMap((one) => (one.type === 'HostAppointed' ? [one.data] : []));
      const members = together.flatMap((one) => (one.type === 'StudioMemberJoined' ? [one.data.member] : []));
      const [first] = hosts;
      if (first === undefined) throw new Error(`${fact.id} opened a studio without a host`);
      return (context) => decideOpenStudio(state, { ...of, kind, level, mission, names, org, ledBy, host: first.host, selection: selectionIn(first), members, from: on }, context);
    }
    case 'HostAppointed':
      return (context) => decideAppointHost(state, { ...of, host: fact.data.host, selection: selectionIn(fact.data) }, context);
    case 'StudioMemberJoined':
      return (context) => decideJoinStudio(state, { ...of, member: fact.data.member }, context);
    case 'StudioLed':
      return (context) => decideLeadStudio(state, { ...of, ledBy: fact.data.ledBy }, context);
    case 'StudioSuspended':
      return (context) => decideSuspendStudio(state, { ...of, reason: fact.data.reason }, context);
    case 'StudioResumed':
      return (context) => decideResumeStudio(state, of, context);
    case 'StudioAssessed': {
      const { period, grade, restates } = fact.data;
      return (context) => decideAssessStudio(state, { ...of, period, grade, ...(restates === undefined ? {} : { restates }) }, context);
    }
  }
}

function selectionIn({ basis }: HostAppointed['data']): Selection | null {
  if (basis.kind !== 'SELECTION') return null;
  const { name, issuer, number, file, on } = basis;
  return { name, issuer, number, file, on };
}

function personIn(fact: StudioFact): readonly PersonId[] {
  return fact.type === 'HostAppointed' ? [fact.data.host] : fact.type === 'StudioMemberJoined' ? [fact.data.member] : [];
}

/** The dossiers as they were read, and which tiers of other programmes a city conferred then. */
async function personsOf(read: AsRead, fact: Recorded, named: readonly PersonId[]): Promise<ReadOfPersons> {
  const dossiers = new Map<PersonId, TeacherState['facts']>();
  for (const person of named) {
    const upTo = read.upTo(fact, `teacher-${person}`);
    if (upTo >= 0) dossiers.set(person, (await read.dossier(fact, `teacher-${person}`, upTo)).facts);
  }
  const own = fact.meta.context.programme?.id;
  const others = new Set([...dossiers.values()].flatMap((facts) => view(facts, fact.meta.context.today).titles).flatMap((title) => (title.programme === own ? [] : [title.programme])));
  const ofCity = new Set<string>();
  for (const id of others) {
    const state = await read.besides(programme, `programme-${id}`, fact);
    const published = state.versions.get(state.latest);
    if (published === undefined) continue;
    const { tiers } = effectiveProgramme(published, adoptionsOf(state, state.latest, Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
    for (const { code, conferringBody } of tiers) if (conferringBody?.level === 'CITY') ofCity.add(`${id} ${code}`);
  }
  return { dossierOf: (person) => dossiers.get(person) ?? null, isOfCity: (id, tier) => ofCity.has(`${id} ${tier}`) };
}
