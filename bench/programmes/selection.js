'use strict';
const { dayAfter } = require('../city/callers');
const { actOf } = require('./acts');
const { CITY, EXPERTS_PER_PANEL, OFFICER, STAGES, clerkOf, expertOf, officerOf, panelsFor } = require('./plan');

const PLACES = ['市教育局网站'];
const PROOFS = PLACES.map((place) => ({ place, file: null }));
/** Rows of one list of nominations. */
const LIST = 300;

const hostOfficer = (host) => (host === CITY ? OFFICER : officerOf(host));

/**
 * Rounds of one year side by side, from the notice to the act that ends them, each by the level that leads it.
 *
 * @param rounds of each: programme, tier, track, host (the body that leads), selected, candidates in the order in which they
 * will rank. `id` and `nominations` are added.
 * @param days the days of the year's calendar: opened, closed, conferred.
 */
async function select({ callers, moveTo }, rounds, days) {
  const { atOnce, done } = { atOnce: callers.atOnce.bind(callers), done: callers.done.bind(callers) };
  const ofAll = (of) => rounds.flatMap((round) => of(round).map((one) => ({ round, one })));

  await moveTo(days.opened);
  await atOnce(rounds, async (round) => {
    const { programme, tier, track, host, selected, candidates, districtsRecommend } = round;
    const recommendationSeats = [
      ...[...byKey(candidates, ({ unit }) => unit)].map(([unit, of]) => ({ unit, seats: of.length })),
      ...(districtsRecommend ? [...byKey(candidates, ({ district }) => district)].filter(([district]) => district !== null).map(([unit, of]) => ({ unit, seats: of.length, level: 'DISTRICT' })) : []),
    ];
    const parameters = { ...(round.led ? { stages: STAGES } : {}), bornOnOrAfter: '1960-01-01', snapshotOn: days.opened, nominationsFrom: days.opened, nominationsTo: days.closed, recommendationSeats, awardSeats: selected, requiredAttachments: [] };
    const year = days.opened.slice(0, 4);
    round.id = (await done(hostOfficer(host), 'OpenRound', {}, { names: { zh: `${year}年选拔`, en: `Selection of ${year}` }, programme, tier, track, demonstration: true, parameters })).round;
    round.nominations = new Map();
  });
  await atOnce(ofAll(({ candidates }) => candidates), ({ round, one }) => done(one.teacher, 'GiveConsent', { round: round.id }, {}));
  await atOnce(ofAll(({ candidates }) => [...byKey(candidates, ({ unit }) => unit)]), async ({ round, one: [unit, people] }) => {
    for (let at = 0; at < people.length; at += LIST) {
      const { persons } = await done(clerkOf(unit), 'SubmitNominations', { round: round.id }, { rows: people.slice(at, at + LIST).map(({ teacher }) => ({ teacher })), mode: 'ALL' });
      for (const { teacher, nomination } of persons) round.nominations.set(teacher, nomination);
    }
    await done(clerkOf(unit), 'RecommendMany', { round: round.id }, { level: 'SCHOOL', teachers: people.map(({ teacher }) => teacher), mode: 'ALL', act: actOf(unit, `${unit}〔${days.opened.slice(0, 4)}〕1号`, days.opened) });
  });
  await atOnce(ofAll((round) => (round.districtsRecommend ? [...byKey(round.candidates, ({ district }) => district)].filter(([district]) => district !== null) : [])), ({ round, one: [district, people] }) =>
    done(officerOf(district), 'RecommendMany', { round: round.id }, { level: 'DISTRICT', teachers: people.map(({ teacher }) => teacher), mode: 'ALL', act: actOf(district, `${district}〔${days.opened.slice(0, 4)}〕2号`, days.opened) }));

  await moveTo(dayAfter(days.closed));
  await atOnce(rounds, (round) => done(hostOfficer(round.host), 'CloseNominations', { round: round.id }, {}));
  await score(atOnce, done, rounds, dayAfter(days.closed));
  let last = '';
  await atOnce(rounds, async (round) => {
    const { lastDay } = await done(hostOfficer(round.host), 'OpenPublicity', { round: round.id }, { places: PLACES });
    if (lastDay > last) last = lastDay;
  });
  await moveTo(dayAfter(last));
  await atOnce(rounds, (round) => done(hostOfficer(round.host), 'ClosePublicity', { round: round.id }, { proofs: PROOFS, objections: 0 }));
  await moveTo(days.conferred);
  await atOnce(rounds, async (round) => {
    const { persons, declined } = await done(OFFICER, 'ConferTitles', { round: round.id }, { act: actOf(CITY, `市教发〔${days.conferred.slice(0, 4)}〕${round.tier}号`, days.conferred), effectiveOn: days.conferred });
    const chosen = persons.filter(({ passes }) => passes).length;
    if (chosen !== round.selected || declined !== 0) throw new Error(`${round.tier} of ${round.host}: ${chosen} chosen of ${round.selected}, ${declined} declined: ${JSON.stringify(persons.find(({ passes }) => !passes) ?? null)}`);
  });
}

/** Panels, five sheets for each candidate, and one ranking in which no two are level. */
async function score(atOnce, done, rounds, day) {
  const panelled = rounds.map((round) => ({ round, panels: panelsFor(round.candidates.length), person: hostOfficer(round.host) }));
  const numbers = ({ panels }) => Array.from({ length: panels }, (_, n) => n + 1);
  const experts = (host, panel) => Array.from({ length: EXPERTS_PER_PANEL }, (_, n) => expertOf(`${host}-${panel}`, n));
  const panels = panelled.flatMap((one) => numbers(one).map((panel) => ({ ...one, of: one.panels, panel })));
  await atOnce(panels, ({ round, of, panel, person }) => done(person, 'FormPanel', { round: round.id }, { panel, group: `G${panel}`, experts: experts(round.host, panel), candidates: round.candidates.filter((_, place) => place % of === panel - 1).map(({ teacher }) => teacher) }));
  const sheets = panelled.flatMap(({ round, panels: of }) => round.candidates.flatMap(({ teacher }, place) => {
    const panel = (place % of) + 1;
    return experts(round.host, panel).map((expert, n) => ({ round, panel, expert, teacher, mark: Number((95 - place * 0.02 + (n - 2) * 0.5).toFixed(2)) }));
  }));
  await atOnce(sheets, ({ round, panel, expert, teacher, mark }) => done(expert, 'SubmitScore', { round: round.id, panel }, { teacher, components: Object.fromEntries(round.components.map((code) => [code, mark])) }));
  await atOnce(panels, ({ round, panel, person }) => done(person, 'ClosePanel', { round: round.id, panel }, {}));
  await atOnce(panelled, async ({ round, person }) => {
    await done(person, 'OpenScores', { round: round.id }, { act: actOf(round.host, `${round.host}〔${day.slice(0, 4)}〕3号`, day) });
    await done(person, 'RankCandidates', { round: round.id }, {});
  });
}

function byKey(items, key) {
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

module.exports = { select };
