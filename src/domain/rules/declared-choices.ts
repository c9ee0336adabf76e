import { isOpenLeaf, type Bilingual, type Leaf, type ProgrammeDefinition } from './programme-definition';
import type { Finding, ProblemCode } from './problems';

interface Declared {
  readonly code: string;
  readonly names: Bilingual;
}

const byCode = (map: { readonly [code: string]: { readonly names: Bilingual } } = {}): readonly Declared[] => Object.entries(map).map(([code, { names }]) => ({ code, names }));
const listed = (leaf: Leaf<readonly Declared[]> | undefined): readonly Declared[] => (leaf === undefined || isOpenLeaf(leaf) ? [] : leaf.value);

/** What the file itself declares of the kind that a word was meant for. */
const declared: { readonly [code in ProblemCode]?: (definition: ProgrammeDefinition, finding: Finding) => readonly Declared[] } = {
  unknownTier: ({ tiers }) => byCode(tiers),
  unknownTrack: ({ tracks }) => byCode(tracks),
  unknownStageGroup: ({ stageGroups }) => byCode(stageGroups),
  unknownAssessment: ({ assessments }) => byCode(assessments),
  unknownTraining: ({ training }) => byCode(training),
  unknownBaseKind: ({ bases }) => byCode(bases),
  unknownStudioKind: ({ studios }) => byCode(studios),
  unknownRecognition: ({ recognitions }) => byCode(recognitions),
  unknownDuty: ({ parties = {} }) => Object.values(parties).flatMap(({ duties }) => listed(duties)),
  unknownGround: ({ revocationGrounds }) => listed(revocationGrounds),
  unknownComponent: ({ tiers }, { place: [, tier] }) => listed(tiers[String(tier)]?.scoring?.components),
};

/** With what could stand there instead, each beside its name: `RISING_STAR（教坛新秀）`. */
export function withChoices(definition: ProgrammeDefinition, finding: Finding): Finding {
  const choices = declared[finding.code]?.(definition, finding);
  if (choices === undefined) return finding;
  const [zh, en] = [choices.map(({ code, names }) => `${code}（${names.zh}）`).join('、'), choices.map(({ code, names }) => `${code} (${names.en})`).join(', ')];
  return { ...finding, with: { ...finding.with, zhExpected: zh === '' ? '已写明的（尚无）' : ` ${zh}`, expected: en === '' ? 'those declared (there are none)' : en } };
}
