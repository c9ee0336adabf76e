'use strict';
const { QINGDAO, WENZHOU } = require('./play');

/** Every view by its route, as a bureau asks: the newest of what there was, the first page where it comes in pages. */
const VIEWS = {
  '/roster': ({ programme }) => [`/roster?programme=${programme}`, '/roster', '/roster?unit=county-1&sort=-conferredOn', '/roster?unit=county-1&status=NONE'],
  '/pyramid': () => ['/pyramid', '/pyramid?by=tier,unit'],
  '/terms': ({ programme }) => [`/terms?programme=${programme}`],
  '/audit-trail': ({ round, person }) => ['/audit-trail?newestFirst=true', `/audit-trail?round=${round.id}`, `/audit-trail?subject=${person}`],
  '/appointments': () => ['/appointments'],
  '/training': ({ programme }) => [`/training?programme=${programme}`],
  '/assessments': ({ programme }) => [`/assessments?programme=${programme}`],
  '/due': () => ['/due', '/due?unit=county-1'],
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
  '/teachers/:teacher': ({ person }) => [`/teachers/${person}`],
  '/teachers/:teacher/history': ({ person }) => [`/teachers/${person}/history`],
  '/teachers/:teacher/facts/:event/impact': ({ person, event }) => [`/teachers/${person}/facts/${event}/impact`],
  '/reviews': () => ['/reviews'],
  '/programmes': () => ['/programmes'],
  '/programmes/:programme': ({ programme }) => [`/programmes/${programme}`],
  '/programmes/:programme/figures': ({ programme }) => [`/programmes/${programme}/figures`],
  '/programmes/:programme/targets': ({ programme }) => [`/programmes/${programme}/targets`],
  '/programmes/:programme/funnel': ({ programme }) => [`/programmes/${programme}/funnel`, `/programmes/${programme}/funnel?unit=county-1`],
  '/programmes/:programme/compliance': ({ programme }) => [`/programmes/${programme}/compliance`],
  '/programmes/:programme/equity': ({ programme }) => [`/programmes/${programme}/equity`],
  '/programmes/:programme/parties': ({ programme }) => [`/programmes/${programme}/parties`],
  '/programmes/:programme/funds': ({ programme }) => [`/programmes/${programme}/funds`],
  '/programmes/:programme/studios': ({ programme }) => [`/programmes/${programme}/studios`],
  '/programmes/:programme/mentors': ({ programme }) => [`/programmes/${programme}/mentors`],
  '/programmes/:programme/rules': ({ programme }) => [`/programmes/${programme}/rules`],
  '/programmes/:programme/service': ({ programme }) => [`/programmes/${programme}/service`],
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

const NAMES = { [WENZHOU]: 'Wenzhou', [QINGDAO]: 'Qingdao' };

/**
 * What is asked about one programme. A view of no programme is asked among those of Wenzhou, after whose first year there
 * was the least.
 *
 * @param then, now: what stands in the address, after the first year and at the end.
 */
function asked(programme, then, now) {
  return Object.entries(VIEWS).flatMap(([route, addresses]) => {
    const [before, after] = [addresses(then), addresses(now)];
    const ofEither = after.some((address) => /programme|rounds|certificate/u.test(address) || address.includes(now.person));
    if (programme !== WENZHOU && !ofEither) return [];
    return after.flatMap((address, i) => (before[i] === undefined || (programme !== WENZHOU && !/programme|rounds|certificate/u.test(address) && !address.includes(now.person)) ? [] : [{ name: `${NAMES[programme]} ${nameOf(route, address)}`, then: before[i], now: address }]));
  });
}

/** The route with what was asked of it, ids left out. */
function nameOf(route, address) {
  const query = address.split('?')[1];
  return query === undefined ? route : `${route}?${query.replace(/(round|subject)=[^&]+/u, '$1=…')}`;
}

module.exports = { LEFT_OUT, VIEWS, asked };
