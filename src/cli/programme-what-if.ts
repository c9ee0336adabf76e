import type { Command } from 'commander';
import { wordOf } from '../audit/event-words';
import type { HistoryFact } from '../audit/history';
import { whatIf, type Period, type Told, type WhatIf } from '../audit/what-if';
import type { SetAside } from '../audit/what-if-record';
import { ConfigError, readConfig, type Config } from '../config';
import { isBusinessDate } from '../domain/dates';
import { valueWords } from '../domain/rules/programme-words';
import type { Notice } from '../event-store/notice';
import { calendarOf } from '../house';
import { openBeside } from './beside';
import { programmeIn } from './programme-in';

export interface WhatIfOptions {
  readonly over: string;
  /** `adopted`, where it is not said, or `draft`. */
  readonly choices?: string;
  readonly json?: boolean;
}

/** Reads the log alone, beside a running server, as `replay` does. */
export function registerWhatIf(program: Command): void {
  const programme = program.commands.find((command) => command.name() === 'programme') ?? program.command('programme').description('方案文件 · rule files');
  programme
    .command('what-if')
    .description('以草案重判一段时间内已作的决定，列出结果会不同的人 · take recorded decisions again under a draft and list who would have been decided otherwise')
    .argument('<draft>', '草案的方案文件夹 · the draft\'s folder')
    .requiredOption('--over <dates>', '起止日期，如 2019-01-01..2019-12-31；只问一天则写该日，如 2019-05-12 · from and to, such as 2019-01-01..2019-12-31; of one day that day alone, such as 2019-05-12')
    .option('--choices <whose>', '草案的选择与官员选定的值不同时以谁为准：adopted（选定的值，默认）或 draft（草案） · whose value holds where an officer adopted another than the draft chooses: adopted (the default) or draft')
    .option('--json', '输出 JSON · as JSON')
    .action(async (draft: string, options: WhatIfOptions) => {
      process.stdout.write(await whatIfOver(readConfig(process.env), draft, options));
    });
}

/** Errors: ConfigError for a draft that cannot be read and for dates that are none; those of the stores. */
export async function whatIfOver(config: Config, draft: string, { over, choices, json }: WhatIfOptions): Promise<string> {
  const period = periodOf(over);
  const prefers = preferenceOf(choices);
  const programme = programmeIn(draft);
  const { events, keys, close } = await openBeside(config);
  try {
    const answer = await whatIf({ events, keys, calendar: calendarOf(config) }, { definition: programme.definition, choices: programme.choices, prefers }, period);
    return json === true ? `${JSON.stringify(answer, null, 2)}\n` : `${linesOf(answer).join('\n')}\n`;
  } finally {
    await close();
  }
}

/** `from..to`, or one day, which is its own first and last. */
export function periodOf(over: string): Period {
  const [from = '', to = from, ...more] = over.split('..');
  if (more.length > 0 || !isBusinessDate(from) || !isBusinessDate(to) || from > to) {
    throw new ConfigError(`“${over}”不是起止日期，请写作 2019-01-01..2019-12-31，前者不晚于后者；只问一天的，写作 2019-05-12。`, `"${over}" is no period; write 2019-01-01..2019-12-31, the first day not after the last, or one day alone: 2019-05-12.`);
  }
  return { from, to };
}

function preferenceOf(choices = 'adopted'): 'ADOPTED' | 'DRAFT' {
  if (choices === 'adopted') return 'ADOPTED';
  if (choices === 'draft') return 'DRAFT';
  throw new ConfigError(`--choices 只能写 adopted 或 draft，不能写“${choices}”。`, `--choices is adopted or draft, not "${choices}".`);
}

/** As a drafter reads it: what it comes to, then each answer, then what to bear in mind. */
export function linesOf(answer: WhatIf): readonly string[] {
  const { programme, version, period, redecided, authority, otherwise, unanswered, setAside } = answer;
  const title = `${programme} v${version} · ${period.from} – ${period.to}`;
  if (sum(redecided) + sum(authority) + unanswered.length === 0) {
    return [title, '这段时间内没有按此方案作出的、可以重判的决定；请核对日期和方案。', 'Nothing that could be decided again was decided by this programme in that time; check the dates and the programme.'];
  }
  const answers = [...otherwise.flatMap(told), ...unanswered.flatMap(({ event, type, words }) => [`? ${typeWord(type).zh} · ${typeWord(type).en} ${event}`, `    ${words.zh}`, `    ${words.en}`])];
  const refused = otherwise.some(({ stage, type, would }) => stage === undefined && type === 'Nominated' && would.decided === 'REFUSED');
  const notes = [...(refused ? ON_THE_RECORD : []), ...(unrecorded(redecided) ? NO_REFUSALS : []), ...notUsed(setAside)];
  return [title, ...summaryOf(answer), ...[answers, notes].flatMap((part) => (part.length === 0 ? [] : ['', ...part]))];
}

/** How many of each kind were taken again, fall otherwise, or stand. */
function summaryOf({ redecided, authority, asTheyStand, otherwise, unanswered }: WhatIf): readonly string[] {
  const again = sum(redecided);
  // Who falls off a ranking is not conferred either: one person, told in both.
  const answers = otherwise.filter(({ stage }) => stage === undefined);
  const persons = new Set(answers.flatMap(({ teacher }) => teacher ?? [])).size;
  const acts = answers.filter(({ teacher }) => teacher === null).length;
  const [zh, en] = persons + acts === answers.length ? ['', ''] : [`（共 ${answers.length - acts} 处）`, ` (in ${answers.length - acts} answers)`];
  const lines = [
    `重判 ${again} 项决定（${listed(redecided, 'zh')}），${persons} 人结果不同${zh}，${acts === 0 ? '' : `另有 ${acts} 项不涉及个人的决定结果不同，`}${unanswered.length} 项无从重判`,
    `${again} ${again === 1 ? 'decision' : 'decisions'} taken again (${listed(redecided, 'en')}), ${persons} ${persons === 1 ? 'person' : 'persons'} decided otherwise${en}, ${acts === 0 ? '' : `acts about no one person decided otherwise: ${acts}, `}${unanswered.length} that cannot be`,
  ];
  if (answers.length > 0) {
    const kinds: { [type: string]: number } = {};
    for (const { type } of answers) kinds[type] = (kinds[type] ?? 0) + 1;
    lines.push(`结果不同：${listed(kinds, 'zh')}`, `Decided otherwise: ${listed(kinds, 'en')}`);
  }
  if (Object.keys(authority).length > 0) {
    const others = otherwise.length - answers.length;
    lines.push(`由谁办理：${sum(authority)} 项，${others} 项按草案须由他人办理（${listed(authority, 'zh')}）`);
    lines.push(`Who may act: asked of ${sum(authority)}, ${others} of which the draft gives to somebody else (${listed(authority, 'en')})`);
  }
  if (Object.keys(asTheyStand).length > 0) {
    lines.push(`未重判（取决于通知、他人的判断或更正，除由谁办理外不取决于方案的规则；由谁办理，只问了上面所列的各项）：${listed(asTheyStand, 'zh')}`);
    lines.push(`Not taken again (they rest on the notice, on a person's judgement, or on what was set right, and on no rule of the file but who may, which was asked only of those counted above): ${listed(asTheyStand, 'en')}`);
  }
  return lines;
}

function listed(counts: { readonly [type: string]: number }, language: keyof Notice): string {
  return Object.entries(counts).map(([type, count]) => `${typeWord(type)[language]} ${count}`).join(language === 'zh' ? '，' : ', ');
}

function sum(counts: { readonly [type: string]: number }): number {
  return Object.values(counts).reduce((all, count) => all + count, 0);
}

/** Of these a refusal is a fact too; of all others it is answered and not recorded, and nobody is listed whom a milder draft would have allowed it. */
const WITH_REFUSALS: ReadonlySet<string> = new Set(['Nominated', 'NominationRefused', 'NominationCompleted', 'SeatReserved', 'SeatsReserved', 'RecommendationRefused', 'CandidatesRanked', 'CandidatesAdmitted', 'ConferralDecided', 'ConferralDeclined', 'TitleConferred', 'ConfirmationDeclined']);
const ON_THE_RECORD = [
  '每项决定都以当时的记录为前提重判：按草案不能申报的人，她之后的排名和称号不因此另行列出。',
  'Each decision is taken again on the record as it is: of whoever could not be nominated under the draft, the later rank and title are not listed for that.',
];
const NO_REFUSALS = [
  '申报、推荐、授予和认定以外的各项，以及由谁办理，当时的拒绝只作答复、没有记录：草案放宽时，不会列出当时被拒的人和事。',
  'Refusals of nominations, recommendations, conferrals and confirmations are on record; all others, and those of who may act, were answered and not recorded, so that a milder draft lists nobody for them.',
];

function unrecorded(redecided: WhatIf['redecided']): boolean {
  return Object.keys(redecided).some((type) => !WITH_REFUSALS.has(type));
}

function notUsed(setAside: readonly SetAside[]): readonly string[] {
  if (setAside.length === 0) return [];
  return [
    '草案的下列选择没有采用，因为官员已选定其他值（要改用草案的选择，请加 --choices draft）：',
    'These choices of the draft were not used, since an officer adopted another value (to take the draft\'s in their place: --choices draft):',
    ...setAside.flatMap(({ version, path, adopted, draft }) => {
      const under = { key: path.split('.').at(-1) ?? path, named: new Map(), path };
      const [theirs, own] = [valueWords(adopted, under), valueWords(draft, under)];
      return [`! ${path} (v${version})`, `    选定：${theirs.zh}；草案：${own.zh}`, `    adopted: ${theirs.en}; draft: ${own.en}`];
    }),
  ];
}

function told({ event, type, on, round, tierNames, teacher, who, about, was, would, because, follows }: Told): readonly string[] {
  const [word, name, unit] = [typeWord(type), nameOf(who), who?.unitName ?? null];
  const both = ({ zh, en }: Notice): string => (zh === en ? zh : `${zh} · ${en}`);
  const whom = teacher === null ? [] : [name === null ? teacher : `${both(name)}${unit === null ? '' : `（${both(unit)}）`}`];
  return [
    `≠ ${[on, both(word), ...whom, ...(about === undefined ? [] : [both(about)])].join(' ')} (${[...(tierNames === null ? [] : [both(tierNames)]), ...(name === null ? [] : [teacher]), round, event].filter((one) => one !== null).join(', ')})`,
    `    当时：${was.words.zh}；草案：${would.words.zh}`,
    `    then: ${was.words.en}; draft: ${would.words.en}`,
    ...(follows === undefined ? [] : [`    由前述决定引起：${typeWord(follows.type).zh}（${follows.event}）按草案结果不同`, `    follows from the decision before it: ${typeWord(follows.type).en} (${follows.event}) falls otherwise`]),
    ...because.flatMap(({ words }) => [`    规则不同：${words.zh}`, `    the rules differ: ${words.en}`]),
  ];
}

function nameOf(who: Told['who']): Notice | null {
  return who?.erased === true ? { zh: '〔已删除〕', en: '[erased]' } : (who?.name ?? null);
}

function typeWord(type: string): Notice {
  return wordOf(type as HistoryFact['type']);
}
