'use strict';
const { QINGDAO, WENZHOU } = require('./play');

/** Every view by its route, as a bureau asks: the newest of what there was, the first page where it comes in pages. */
const VIEWS = {
  '/roster': ({ programme, past }) => [`/roster?programme=${programme}`, `/roster?programme=${programme}&asOf=${past}`, '/roster', '/roster?unit=county-1&sort=-conferredOn', '/roster?unit=county-1&status=NONE'],
  '/pyramid': ({ past }) => ['/pyramid', '/pyramid?by=tier', '/pyramid?by=tier,unit', '/pyramid?by=tier&unit=county-1', `/pyramid?asOf=${past}`],
  '/terms': ({ programme, past }) => [`/terms?programme=${programme}`, `/terms?programme=${programme}&unit=county-1`, `/terms?programme=${programme}&asOf=${past}`],
  '/audit-trail': ({ round, person }) => ['/audit-trail?newestFirst=true', `/audit-trail?round=${round.id}`, `/audit-trail?subject=${person}`],
  '/appointments': () => ['/appointments'],
  '/training': ({ programme, past }) => [`/training?programme=${programme}`, `/training?programme=${programme}&asOf=${past}`],
  '/assessments': ({ programme, cohort }) => [`/assessments?programme=${programme}`, `/assessments?programme=${programme}&unit=county-1${programme === QINGDAO && cohort !== null ? `&cohort=${cohort}` : ''}`, ...(programme === QINGDAO ? [`/assessments?programme=${programme}&asOf=2027-10-20`] : [])],
  '/due': () => ['/due', '/due?unit=county-1', '/due?asOf=2026-01-05'],
  '/notices': () => ['/notices'],
  '/rounds': ({ programme }) => [`/rounds?programme=${programme}`],
  '/rounds/:round': ({ round }) => [`/rounds/${round.id}`],
  '/rounds/:round/late': ({ round }) => [`/rounds/${round.id}/late`],
  '/rounds/:round/ranking': ({ round }) => [`/rounds/${round.id}/ranking`],
  '/rounds/:round/sheets': ({ round }) => [`/rounds/${round.id}/sheets`],
  '/rounds/:round/objections': ({ round }) => [`/rounds/${round.id}/objections`],
  '/rounds/:round/holds': ({ round }) => [`/rounds/${round.id}/holds`],
  '/rounds/:round/backdated': ({ round }) => [`/rounds/${round.id}/backdated`],
  '/rounds/:round/evidence': ({ round }) => [`/rounds/${round.id}/evidence`],
  '/rounds/:round/shared-files': ({ round }) => [`/rounds/${round.id}/shared-files`],
  '/rounds/:round/prints/:kind': ({ round }) => [`/rounds/${round.id}/prints/ranking`],
  '/rounds/:round/publicities': ({ round }) => [`/rounds/${round.id}/publicities`],
  '/rounds/:round/panels/:panel': ({ round }) => [`/rounds/${round.id}/panels/1`],
  '/rounds/:round/panels/:panel/conflicts': ({ round }) => [`/rounds/${round.id}/panels/1/conflicts`],
  '/teachers/:teacher': ({ person, corrected }) => [`/teachers/${person}`, `/teachers/${corrected.teacher}`],
  '/teachers/:teacher/history': ({ person }) => [`/teachers/${person}/history`],
  '/teachers/:teacher/facts/:event/impact': ({ corrected }) => [`/teachers/${corrected.teacher}/facts/${corrected.event}/impact`],
  '/reviews': () => ['/reviews', '/reviews?state=OPEN'],
  '/programmes': () => ['/programmes'],
  '/programmes/:programme': ({ programme }) => [`/programmes/${programme}`],
  '/programmes/:programme/figures': ({ programme }) => [`/programmes/${programme}/figures`],
  '/programmes/:programme/targets': ({ programme }) => [`/programmes/${programme}/targets`, `/programmes/${programme}/targets?unit=county-1`],
  '/programmes/:programme/funnel': ({ programme, past }) => [`/programmes/${programme}/funnel`, `/programmes/${programme}/funnel?unit=county-1`, `/programmes/${programme}/funnel?asOf=${past}`],
  '/programmes/:programme/compliance': ({ programme }) => [`/programmes/${programme}/compliance`],
  '/programmes/:programme/equity': ({ programme }) => [`/programmes/${programme}/equity`],
  '/programmes/:programme/parties': ({ programme }) => [`/programmes/${programme}/parties`],
  '/programmes/:programme/funds': ({ programme }) => [`/programmes/${programme}/funds`],
  '/programmes/:programme/studios': ({ programme }) => [`/programmes/${programme}/studios`],
  '/programmes/:programme/mentors': ({ programme }) => [`/programmes/${programme}/mentors`],
  '/programmes/:programme/rules': ({ programme }) => [`/programmes/${programme}/rules`],
  '/programmes/:programme/service': ({ programme }) => [`/programmes/${programme}/service`],
  '/programmes/:programme/backdated': ({ programme }) => [`/programmes/${programme}/backdated`],
  '/corrections': () => ['/corrections'],
  '/legacy-titles': () => ['/legacy-titles'],
  '/orgs': () => ['/orgs'],
  '/orgs/:org/history': () => ['/orgs/school-1/history'],
  '/operations/:operation': ({ operation }) => [`/operations/${operation}`],
  '/public/certificates/:certificate': ({ certificate }) => (certificate === null ? [] : [`/public/certificates/${encodeURIComponent(certificate)}`]),
};

/** Routes that nothing of these years answers, or that are no view; each with the reason. */
const LEFT_OUT = {
  '/events': 'a stream', '/health/live': 'no view', '/health/ready': 'start-up is measured by it', '/metrics': 'no view',
  '/documents/:hash': 'no file is handed in', '/objections/:objection': 'nobody objects', '/prints/:code': 'no paper is printed', '/programmes/:programme/print-templates/:kind': 'none is set',
  '/rounds/:round/draws/:draw': 'no draw', '/teams/:team': 'no team', '/teams/:team/history': 'no team', '/teachers/:teacher/case': 'of the teacher herself; /teachers/:teacher answers the same record',
  '/programmes/:programme/differences': 'one version each', '/public/publicity/:publicity': 'nothing is posted any more when the year is over',
};

const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

/** Where an answer holds what it lists, or how much its numbers are counted from; a number counts as well. What is not named here answers with one record. */
const ROWS = {
  '/roster': 'rows', '/pyramid': 'cells', '/terms': 'lines', '/audit-trail': 'lines', '/appointments': 'appointments', '/training': 'rows', '/assessments': 'lines', '/due': ({ counts }) => sum(Object.values(counts)), '/notices': 'notices', '/rounds': 'rounds',
  '/rounds/:round': 'gates', '/rounds/:round/late': 'papers', '/rounds/:round/ranking': 'lines', '/rounds/:round/sheets': 'sheets', '/rounds/:round/objections': 'objections', '/rounds/:round/holds': 'list',
  '/rounds/:round/backdated': 'records', '/rounds/:round/evidence': 'shared', '/rounds/:round/shared-files': 'files', '/rounds/:round/prints/:kind': 'rows', '/rounds/:round/publicities': 'publicities',
  '/rounds/:round/panels/:panel': 'candidates', '/rounds/:round/panels/:panel/conflicts': 'conflicts', '/teachers/:teacher/history': 'entries', '/teachers/:teacher/facts/:event/impact': 'outcomes', '/reviews': 'reviews',
  '/programmes': 'programmes', '/programmes/:programme/figures': 'figures', '/programmes/:programme/targets': ({ targets }) => sum(targets.map(({ counted }) => counted)), '/programmes/:programme/funnel': 'tiers', '/programmes/:programme/compliance': 'lines',
  '/programmes/:programme/equity': 'lines', '/programmes/:programme/parties': 'supervision', '/programmes/:programme/funds': 'lines', '/programmes/:programme/studios': 'studios', '/programmes/:programme/mentors': 'mentors',
  '/programmes/:programme/rules': 'adoptions', '/programmes/:programme/service': 'experts', '/programmes/:programme/backdated': 'records', '/corrections': 'lines', '/legacy-titles': 'rows', '/orgs': 'orgs', '/orgs/:org/history': 'entries', '/operations/:operation': 'done',
};

/** Lists on which nothing stands in these years, each with the reason: of both programmes, or of one. */
const EMPTY = {
  '/programmes/:programme/backdated': 'what is entered is entered within the month',
  '/notices': 'no channel is set up', '/rounds/:round/late': 'no paper comes late', '/rounds/:round/objections': 'nobody objects', '/rounds/:round/evidence': 'no file is handed in', '/rounds/:round/shared-files': 'no file is handed in',
  '/rounds/:round/panels/:panel/conflicts': 'the experts are of no school',
  [`/assessments ${WENZHOU}`]: 'it assesses nobody', [`/training ${QINGDAO}`]: 'it asks for no hours of its own', [`/programmes/:programme/funds ${WENZHOU}`]: 'it states no fund', [`/programmes/:programme/parties ${QINGDAO}`]: 'it names no parties',
};

/** Lists that come in pages, whose length may be asked for. */
const PAGED = new Set(['/roster', '/pyramid', '/terms', '/audit-trail', '/appointments', '/training', '/assessments', '/notices', '/rounds', '/reviews', '/programmes', '/programmes/:programme/studios', '/programmes/:programme/backdated', '/corrections', '/legacy-titles', '/rounds/:round/evidence', '/rounds/:round/shared-files']);
const isPaged = (route) => PAGED.has(route);

/** How many an answer lists; 1 where it is one record. */
function listed(route, answer) {
  if (ROWS[route] === undefined) return 1;
  const rows = typeof ROWS[route] === 'function' ? ROWS[route](answer) : answer[ROWS[route]];
  return typeof rows === 'number' ? rows : rows.length;
}

const mayBeEmpty = (route, programme) => route in EMPTY || `${route} ${programme}` in EMPTY;

const NAMES = { [WENZHOU]: 'Wenzhou', [QINGDAO]: 'Qingdao' };

/**
 * What is asked about one programme. A view of no programme is asked among those of Wenzhou, after whose first year there
 * was the least.
 *
 * @param then, now: what stands in the address, after the first year and at the end.
 */
function asked(programme, then, now) {
  return Object.entries(VIEWS).flatMap(([route, addresses]) => {
    const before = addresses(then);
    const ofIt = (address) => /programme|rounds|certificate/u.test(address) || address.includes(now.person);
    return addresses(now).flatMap((address, i) => (before[i] === undefined || (programme !== WENZHOU && !ofIt(address)) ? [] : [{ route, name: `${NAMES[programme]} ${nameOf(route, address, now)}`, then: before[i], now: address }]));
  });
}

/** The route with what was asked of it, ids left out. */
function nameOf(route, address, { corrected }) {
  const query = address.split('?')[1];
  if (query !== undefined) return `${route}?${query.replace(/(round|subject|cohort)=[^&]+/u, '$1=…')}`;
  return route === '/teachers/:teacher' && address.includes(corrected.teacher) ? `${route} of one selected` : route;
}

module.exports = { LEFT_OUT, VIEWS, asked, isPaged, listed, mayBeEmpty };
