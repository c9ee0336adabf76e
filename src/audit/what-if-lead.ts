import { underLead } from '../domain/lead';
import type { OrgsState } from '../domain/orgs';
import type { EffectiveProgramme } from '../domain/programme-rules';
import { calledIn } from '../domain/refusal-names';
import { spokenValue } from '../domain/refusal-words';
import type { RoundOpened } from '../domain/round/facts';
import { leadFault, leadOfRound, matterOfRound } from '../domain/round/leading';
import { refusedBy, type Again, type Answer } from './what-if-answers';
import type { AsRead } from './what-if-record';

/** 启动届次: by which level, where the programme or the draft says who leads. What else the notice says was for its body to say. null where neither knows a lead. */
export async function openingAgain(read: AsRead, fact: RoundOpened): Promise<Again | null> {
  const { round, tier, version, adoptions } = fact.data;
  const [own, draft] = [await read.ownRules(fact), await read.draftFor({ version, adoptions })];
  if (own.lead === undefined && draft.lead === undefined) return null;
  const tree = await read.orgsAt(fact.meta.context.orgs ?? -1);
  const [was, would] = [openedUnder(own, fact, tree), openedUnder(draft, fact, tree)];
  if (was.by === would.by) return { otherwise: [] };
  return { otherwise: [{ event: fact.id, type: fact.type, on: fact.meta.context.today, round, tier, teacher: null, was: was.answer, would: would.answer }] };
}

/** Who leads the round, and who opens it where that is for whoever leads. */
function openedUnder(rules: EffectiveProgramme, { data: { tier, parameters }, meta: { context } }: RoundOpened, tree: OrgsState): { readonly by: string; readonly answer: Answer } {
  const fault = leadFault(rules, tier, parameters, tree);
  if (fault !== null) return { by: fault.refusal.rule, answer: refusedBy(fault.refusal, { programme: rules, orgs: tree, day: context.today }) };
  const led = leadOfRound(rules, tier, parameters, tree);
  const opens = underLead(rules, matterOfRound(tier, parameters), tree).authority.OpenRound;
  const inputs = { working: led === null ? [] : [...led.working], level: led?.level ?? null, opens: opens?.level ?? null, post: opens?.post ?? null };
  const called = calledIn({ rule: 'leadsDiffer', inputs }, { programme: rules, orgs: tree, day: context.today });
  const word = (name: keyof typeof inputs) => spokenValue(inputs[name], { input: name, called: called[name] ?? {}, choice: false });
  const [level, working, at, post] = [word('level'), word('working'), word('opens'), word('post')];
  const leads = led === null ? { zh: '方案没有牵头分工', en: 'the programme knows no lead' } : { zh: `由${level.zh}级牵头（${working.zh}）`, en: `led at level ${level.en} (${working.en})` };
  const by = opens === undefined ? { zh: '', en: '' } : { zh: `，由${at.zh}级的${post.zh}启动（${opens.clause}）`, en: `, opened by a ${post.en} at level ${at.en} (${opens.clause})` };
  return {
    by: [led?.level, opens?.level, opens?.post].join(' '),
    answer: { decided: 'MAY', words: { zh: `${leads.zh}${by.zh}`, en: `${leads.en}${by.en}` }, ...(led === null ? {} : { clause: led.clause }) },
  };
}
