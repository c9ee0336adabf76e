import { dossierOf, loadDossiers } from '../commands/holders';
import { mentorsStream, studiosStream } from '../commands/studio-streams';
import { answersFor } from '../domain/orgs';
import type { Place } from '../domain/rules/problems';
import { mentorBoard, mentors as pairs, pairsOn } from '../domain/mentoring/mentors';
import { coverageLines, personsToRead, kindLines, studioBoard, type StudiosRead } from '../domain/studio/board';
import { studios as register } from '../domain/studio/studios';
import { PROGRAMMES, type ProgrammeDocument } from '../../projections/programmes/programmes';
import { rosterQuery } from '../../projections/roster/query';
import { ROSTER_ROWS } from '../../projections/roster/roster';
import type { RosterRow } from '../../projections/roster/rows';
import { effectiveOn } from '../queries/stated';
import { holderOf } from '../queries/studios';
import { compare, plain } from './boards';
import { fault } from './difference';
import type { ExampleViews } from './office';
import type { Play } from './play';
import type { Then } from './worked-example';

/** What the boards of studios and mentors say, as the queries put them together. Error: ExampleError. */
export async function checkStudios(play: Play, views: ExampleViews, { asOf, studios, mentors, of }: Then, place: Place): Promise<void> {
  if (studios === undefined && mentors === undefined) return;
  const id = play.programme.definition.id;
  const document = await views.one(PROGRAMMES, id);
  if (document === undefined) throw fault(place, `没有方案 ${id} 的视图`, `There is no view of programme ${id}`);
  const programme = effectiveOn(document.body as ProgrammeDocument, asOf);
  const { desk } = play.office.application;
  const tree = (await desk.world()).orgs.state;
  const unit = of === undefined ? undefined : play.names.id('org', of, [...place, 'of']);
  const asked = unit === undefined ? undefined : (org: string): boolean => answersFor(tree, unit, org, asOf);
  if (studios !== undefined) {
    const { state } = await desk.streams.load(register, studiosStream(id));
    const rows = (await views.all(ROSTER_ROWS, (page) => rosterQuery({ asOf, programme: id }, page))).map(({ body }) => body as RosterRow);
    const read: StudiosRead = { state, programme, tree, asOf, asked, holders: rows.flatMap(holderOf), dossierOf: dossierOf(await loadDossiers(desk, personsToRead(state, asOf))) };
    const lines = studioBoard(read);
    compare(play, 'studios', studios, new Map([
      ...lines.map((line) => [line.studio, plain(line)] as const),
      ...kindLines(lines, read).map((line) => [line.kind, plain(line)] as const),
      ...coverageLines(read).map((line) => [`${line.county} ${line.kind}`, plain(line)] as const),
    ]), asOf, place);
  }
  if (mentors !== undefined) {
    const all = pairsOn((await desk.streams.load(pairs, mentorsStream(id))).state, asOf);
    const lines = mentorBoard(all, programme, asOf, dossierOf(await loadDossiers(desk, all.flatMap(({ mentor, mentee }) => [mentor, mentee]))));
    compare(play, 'mentors', mentors, new Map(lines.map((line) => [`${play.names.nameOf(line.mentor) ?? line.mentor} ${line.purpose}`, plain(line)])), asOf, place);
  }
}
