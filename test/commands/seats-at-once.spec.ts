import type { Application } from '../../src/application';
import { act, done, OFFICER, PROGRAMME, readSampled, send, settle, Town } from './town';

const NEARLY = 'nearly-fifty';

/** The programme of the town with a number of titles that is meant roughly: 50 in two years, 5 % more at most. */
function nearlyFifty(): string {
  const rough = [
    '    seatsWord: { value: NEARLY, implied: W12, because: { zh: 试用, en: For a trial } }',
    '    seatsTolerance: { value: 5, implied: W12, because: { zh: 试用, en: For a trial } }',
  ];
  return readSampled().text.replace(/^id: .*$/mu, `id: ${NEARLY}`).replace(/^ {4}seats: \{ value: 50, .*$/mu, (line) => [line, ...rough].join('\n'));
}

describe('a number of titles that is meant of several rounds together', () => {
  let app: Application;
  let name = 0;
  const open = (awardSeats: number, programme = NEARLY) => send(app, OFFICER, 'OpenRound', {}, {
    names: { zh: `教坛新秀${(name += 1)}`, en: `Rising Star ${name}` }, programme, tier: 'RISING_STAR', track: 'TEACHER', demonstration: true,
    parameters: { bornOnOrAfter: '1984-01-01', snapshotOn: '2019-05-01', nominationsFrom: '2019-05-10', nominationsTo: '2019-05-31', recommendationSeats: [{ unit: 'school-1', seats: 5 }], awardSeats, requiredAttachments: [] },
  });
  const opened = async (awardSeats: number): Promise<string> => {
    const answer = await open(awardSeats);
    if (answer.kind !== 'accepted') throw new Error(JSON.stringify(answer));
    return String(answer.result['round']);
  };

  beforeEach(async () => {
    app = new Town().boot();
    await settle(app, 1);
    await done(app, OFFICER, 'PublishProgrammeVersion', { programme: NEARLY }, { text: nearlyFifty() });
    for (const { path, value } of readSampled().choices) if (path.startsWith('tiers.RISING_STAR')) await done(app, OFFICER, 'AdoptOpenValue', { programme: NEARLY }, { version: 1, path, value, sample: true });
  });

  it('is not passed by two rounds that are opened at once', async () => {
    const answers = await Promise.all([open(40), open(40)]);
    expect(answers).toMatchObject([{ kind: 'accepted' }, { kind: 'refused', refusal: { rule: 'awardSeatsTogether', inputs: { seats: 40, all: 80 } } }]);
    // A number that stands as it is said has no tolerance and is shared all the same.
    expect(await Promise.all([open(40, PROGRAMME), open(40, PROGRAMME)])).toMatchObject([{ kind: 'accepted' }, { kind: 'refused', refusal: { rule: 'awardSeatsGivenOut', inputs: { seats: 40, all: 80, allowed: 50, left: 10 } } }]);
  });

  it('is not passed by the notices of two rounds that are supplemented at once', async () => {
    const rounds = [await opened(20), await opened(20)];
    const more = (round: string, changes: object) => send(app, OFFICER, 'SupplementNotice', { round }, { changes, act: act() });
    const answers = await Promise.all(rounds.map((round) => more(round, { awardSeats: 30 })));
    expect(answers).toMatchObject([{ kind: 'accepted' }, { kind: 'refused', refusal: { rule: 'awardSeatsTogether', inputs: { seats: 30, all: 60 } } }]);
  });

  it('is not passed by a round that opens while the notice of another is supplemented', async () => {
    const round = await opened(20);
    const answers = await Promise.all([send(app, OFFICER, 'SupplementNotice', { round }, { changes: { awardSeats: 30 }, act: act() }), open(30)]);
    expect(answers).toMatchObject([{ kind: 'accepted' }, { kind: 'refused', refusal: { rule: 'awardSeatsTogether' } }]);
  });
});
