import { catalogue } from '../domain/catalogue';
import { holderOfStream, type JsonObject, type Refusal, type TeacherId } from '../domain/facts';
import { dossierOf } from '../domain/teacher/merge';
import { refusalText } from '../domain/refusal-notice';
import { decisiveOf } from '../domain/teacher/confirmation-decline';
import type { Notice } from '../event-store/notice';
import { careerDetail } from './career-words';
import { endings, kinds, reissueReasons, stages, titleLevels, voidReasons } from './code-words';
import type { HistoryFact, Words } from './history';
import { lifeDetail } from './life-words';
import { roundDetail, textOf } from './round-words';
import { teamDetail } from './team-words';
import { titleDetail } from './title-words';
import { trainingDetail } from './training-words';
import { waysDetail } from './ways-words';

/** `2019-05-24T17:00` as it is read aloud. */
function minuteOf(minute: string): string {
  return minute.replace('T', ' ');
}

export function wordOf(type: HistoryFact['type']): Notice {
  const { zh, en } = catalogue[type];
  return { zh, en };
}

/** What a fact says, beyond its word: the line of a timeline. Empty where the word says it all. */
export function detailOf(fact: HistoryFact, teacher: TeacherId, words: Words): Notice {
  const day = fact.meta.effectiveOn;
  switch (fact.type) {
    case 'TeacherRegistered': {
      const { unit, stage, subject } = fact.data;
      return post(words.org(unit, day), stage, subject);
    }
    case 'Transferred': {
      const { from, to, stage, subject } = fact.data;
      const [out, into] = [words.org(from, day), post(words.org(to, day), stage, subject)];
      return { zh: `${out.zh} → ${into.zh}`, en: `${out.en} → ${into.en}` };
    }
    case 'ConsentGiven': {
      const round = words.round(fact.data.round);
      return fact.data.form === 'APPLIED' ? { zh: `本人申报${round.zh}`, en: `applied herself to ${round.en}` } : { zh: `书面同意参加${round.zh}`, en: `signed consent to ${round.en}` };
    }
    case 'Nominated': {
      const { round, programme, tier, unit } = fact.data;
      const [r, t, u] = [words.round(round), words.tier(programme, tier), words.org(unit, day)];
      const waived = fact.data.verdicts.filter((verdict) => verdict['waived'] !== undefined).length;
      const found = waived === 0 ? { zh: '资格条件全部符合', en: 'every condition holds' } : { zh: `${waived} 项条件经例外审批，其余符合`, en: `${waived} conditions are waived and the others hold` };
      return { zh: `${u.zh}申报${r.zh}（${t.zh}），${found.zh}`, en: `put forward by ${u.en} for ${r.en} (${t.en}); ${found.en}` };
    }
    case 'NominationRefused':
    case 'RecommendationRefused': {
      const round = words.round(fact.data.round);
      const why = whyOf(fact.data.rule, fact.data.clause, fact.data.inputs, ownOf(fact, teacher), words.called(fact.type === 'NominationRefused' ? fact.data.programme : null, fact.data.inputs));
      return { zh: `${round.zh}：${why.zh}`, en: `${round.en}: ${why.en}` };
    }
    case 'SchoolRecommended': {
      const [round, unit] = [words.round(fact.data.round), words.org(fact.data.unit, day)];
      return { zh: `${unit.zh}推荐参加${round.zh}，占用该校推荐名额一个`, en: `${unit.en} recommended her in ${round.en}, using one of its seats` };
    }
    case 'LevelRecommended': {
      const [round, unit] = [words.round(fact.data.round), words.org(fact.data.unit, day)];
      return { zh: `${unit.zh}推荐参加${round.zh}，占用该单位推荐名额一个`, en: `${unit.en} recommended her in ${round.en}, using one of its seats` };
    }
    case 'ApplicationDrafted': {
      const round = words.round(fact.data.round);
      return { zh: round.zh, en: round.en };
    }
    case 'NominationReturned':
    case 'ReturnRegistered': {
      const { items, due } = fact.data;
      const asked = [...items, ...(textOf(ownOf(fact, teacher)?.['words']) === null ? [] : [textOf(ownOf(fact, teacher)?.['words']) ?? ''])];
      return { zh: `须在 ${minuteOf(due)} 前补正：${asked.join('、')}`, en: `to be completed by ${minuteOf(due)}: ${asked.join(', ')}` };
    }
    case 'NominationCompleted': {
      const { version, endorsements, late } = fact.data;
      const [again, received] = [endorsements === 'AGAIN', late === undefined ? null : minuteOf(late.receivedAt)];
      return {
        zh: `第 ${version} 版，资格条件重新审核全部符合${again ? '，须重新推荐' : ''}${received === null ? '' : `；材料 ${received} 已收到，逾期后补录`}`,
        en: `version ${version}; every condition holds as asked again${again ? '; to be recommended again' : ''}${received === null ? '' : `; received at ${received}, entered after the due minute`}`,
      };
    }
    case 'ReturnLapsed':
      return fact.data.overdue === 'GOES_ON'
        ? { zh: `期限 ${minuteOf(fact.data.due)} 已过，按原材料继续`, en: `due by ${minuteOf(fact.data.due)}; goes on as it was handed in` }
        : { zh: `期限 ${minuteOf(fact.data.due)} 已过，不再推荐`, en: `due by ${minuteOf(fact.data.due)}; not recommended` };
    case 'ReturnReopened': {
      const { receivedAt, receipt } = fact.data.late;
      return { zh: `补正材料于 ${minuteOf(receivedAt)} 收到（收文 ${receipt}），在期限之前，名额恢复 ${fact.data.lines.length} 个`, en: `its paper was received at ${minuteOf(receivedAt)} (receipt ${receipt}), in time; seats given back to her: ${fact.data.lines.length}` };
    }
    case 'ReturnEnded':
      return endings[fact.data.how];
    case 'NominationWithdrawn':
    case 'WithdrawalRegistered': {
      const reason = textOf(ownOf(fact, teacher)?.['reason']);
      return reason === null ? { zh: '本人撤回', en: 'withdrawn by herself' } : { zh: `本人撤回：${reason}`, en: `withdrawn by herself: ${reason}` };
    }
    case 'NominationRejected':
    case 'RejectionRegistered': {
      const [unit, reason] = [words.org(fact.data.unit, day), textOf(ownOf(fact, teacher)?.['reason'])];
      return reason === null ? { zh: `${unit.zh}决定不予推荐`, en: `${unit.en} decided not to recommend her` } : { zh: `${unit.zh}决定不予推荐：${reason}`, en: `${unit.en} decided not to recommend her: ${reason}` };
    }
    case 'SeatLapsed': {
      const unit = words.org(fact.data.unit, day);
      return { zh: `${unit.zh}的推荐名额，截止后不再返还`, en: `a recommendation seat of ${unit.en}, which does not come back after the deadline` };
    }
    case 'RecommendationDeclined':
    case 'ConferralDeclined': {
      return whyOf(fact.data.rule, fact.meta.rule?.clause ?? null, fact.data.inputs, ownOf(fact, teacher));
    }
    case 'AdmittedToPool':
    case 'LeftPool':
    case 'ConfirmationDeclined':
    case 'ExternalRecognitionRecorded':
    case 'MilestoneReached':
    case 'MilestoneMissed':
      return waysDetail(fact, words, () => (fact.type === 'ConfirmationDeclined' ? whyOf(fact.data.rule, fact.data.clause, fact.data.inputs, decisiveOf(fact.data, ownOf(fact, teacher)), words.called(fact.data.programme, fact.data.inputs)) : { zh: '', en: '' }), textOf(ownOf(fact, teacher)?.['reason']));
    case 'NotSelected': {
      const { rank, round, seats } = fact.data;
      const name = words.round(round);
      if (rank === null) return { zh: name.zh, en: name.en };
      const of = seats === undefined ? { zh: '', en: '' } : { zh: `，名额 ${seats} 个`, en: ` for ${seats} ${seats === 1 ? 'seat' : 'seats'}` };
      return { zh: `${name.zh}，名次第 ${rank}${of.zh}`, en: `${name.en}, ranked ${rank}${of.en}` };
    }
    case 'CompletedTraining':
    case 'TrainingHoursVoided':
    case 'EnrolledInTraining':
    case 'DeliverableSubmitted':
    case 'DeliverableReturned':
    case 'DeliverableAccepted':
      return trainingDetail(fact, ownOf(fact, teacher));
    case 'AssessedExcellent':
    case 'AssessedQualified':
    case 'AssessedBasicallyQualified':
    case 'AssessedUnqualified': {
      const { kind, period, assessor, programme, code, criteria = [], total = null } = fact.data;
      const [what, by] = [code === undefined ? (kinds[kind] ?? { zh: kind, en: kind }) : words.assessment(programme, code), words.org(assessor, day)];
      const marks = criteria.map(({ code: of, weight, mark }) => ({ name: words.criterion(programme, code ?? '', of), mark: `${mark}${weight === null ? '' : ` × ${weight}%`}` }));
      const [zh, en] = [marks.map(({ name, mark }) => `${name.zh} ${mark}`), marks.map(({ name, mark }) => `${name.en} ${mark}`)];
      return {
        zh: [`${what.zh}（${period}），考核机构：${by.zh}`, ...zh, ...(total === null ? [] : [`合计 ${total}`])].join('，'),
        en: [`${what.en} (${period}), assessed by ${by.en}`, ...en, ...(total === null ? [] : [`total ${total}`])].join(', '),
      };
    }
    case 'AssessmentDeferred': {
      const { programme, code, period, newDue } = fact.data;
      const [what, why] = [words.assessment(programme, code), textOf(ownOf(fact, teacher)?.['reason'])];
      return { zh: `${what.zh}（${period}）延期至 ${newDue}${why === null ? '' : `，事由：${why}`}`, en: `${what.en} (${period}) put off until ${newDue}${why === null ? '' : `, because: ${why}`}` };
    }
    case 'TrackingNoted': {
      const { programme, code, unit } = fact.data;
      const [what, by, said] = [words.assessment(programme, code), words.org(unit, day), textOf(ownOf(fact, teacher)?.['text'])];
      return { zh: `${what.zh}的日常跟踪，${by.zh}${said === null ? '' : `：${said}`}`, en: `for the ${what.en}, by ${by.en}${said === null ? '' : `: ${said}`}` };
    }
    case 'LegacyTitleImported': {
      const { name, level, conferredOn, number } = fact.data;
      const [rank, certificate] = [titleLevels[level], number === null ? { zh: '', en: '' } : { zh: `，编号 ${number}`, en: `, number ${number}` }];
      return { zh: `${name}（${rank.zh}），${conferredOn} 授予${certificate.zh}；名单所载，未经核实`, en: `${name} (${rank.en}), conferred ${conferredOn}${certificate.en}; as a list says, not verified` };
    }
    case 'TitleConferred': {
      const { programme, tier, certificate, term } = fact.data;
      const title = words.tier(programme, tier);
      const until = term.to === null ? { zh: '', en: '' } : { zh: `至 ${term.to}`, en: ` to ${term.to}` };
      return { zh: `${title.zh}，证书 ${certificate}，自 ${term.from} 起${until.zh}`, en: `${title.en}, certificate ${certificate}, from ${term.from}${until.en}` };
    }
    case 'TitleRevoked': {
      const { programme, tier, ground, authority, certificateRecovered } = fact.data;
      const [title, why, by] = [words.tier(programme, tier), words.ground(programme, ground), words.org(authority, day)];
      return {
        zh: `${title.zh}，事由：${why.zh}，决定机关：${by.zh}，证书${certificateRecovered ? '已收回' : '未收回'}`,
        en: `${title.en}, ground: ${why.en}, decided by ${by.en}, certificate ${certificateRecovered ? 'recovered' : 'not recovered'}`,
      };
    }
    case 'TitleRenewed':
    case 'TitleExpired':
    case 'TitleSuspended':
    case 'TitleReinstated':
    case 'TitleRelinquished':
    case 'TitleExited':
    case 'TitleAbsorbed':
    case 'LifetimeTitleGranted':
    case 'RevocationOverturned':
      return titleDetail(fact, words, ownOf(fact, teacher));
    case 'CertificateReissued': {
      const { certificate, replaces, reasonCode } = fact.data;
      const why = reissueReasons[reasonCode];
      return { zh: `${certificate} 取代 ${replaces}（${why.zh}）`, en: `${certificate} in place of ${replaces} (${why.en})` };
    }
    case 'CertificateRecovered':
      return { zh: `证书 ${fact.data.certificate}`, en: `certificate ${fact.data.certificate}` };
    case 'ServiceRecorded':
    case 'CredentialRecorded':
    case 'AppraisalRecorded':
    case 'TeachingRecorded':
    case 'ClassTeacherSpellRecorded':
    case 'LeaderPostRecorded':
    case 'SpellEnded':
    case 'SanctionRecorded':
    case 'SanctionReleased':
    case 'LeaveStarted':
    case 'LeaveEnded':
    case 'WaiverGranted':
    case 'EvidenceEntered':
      return careerDetail(fact, ownOf(fact, teacher), words);
    case 'Retired':
    case 'Deceased':
    case 'Departed':
    case 'Reemployed':
    case 'SubjectChanged':
    case 'StageChanged':
    case 'IdentityCorrected':
    case 'IdentitiesMerged':
    case 'MergeUndone':
      return lifeDetail(fact, ownOf(fact, teacher), words);
    case 'TeamRegistered':
      return teamDetail(fact, words.org(fact.data.unit, day));
    case 'MemberJoined':
    case 'MemberLeft':
    case 'LeaderChanged':
    case 'TeamReviewDecided':
      return teamDetail(fact, null);
    case 'ReviewRequired': {
      const outcome = Object.hasOwn(catalogue, fact.data.outcomeType) ? wordOf(fact.data.outcomeType as HistoryFact['type']) : { zh: fact.data.outcomeType, en: fact.data.outcomeType };
      const why = whyOf(fact.data.rule, fact.meta.rule?.clause ?? null, fact.data.inputs, ownOf(fact, teacher));
      return { zh: `“${outcome.zh}”：${why.zh}`, en: `"${outcome.en}": ${why.en}` };
    }
    case 'ReviewConcluded': {
      const [outcome, why] = [Object.hasOwn(catalogue, fact.data.outcomeType) ? wordOf(fact.data.outcomeType as HistoryFact['type']) : { zh: fact.data.outcomeType, en: fact.data.outcomeType }, textOf(ownOf(fact, teacher)?.['reason'])];
      return { zh: `“${outcome.zh}”经复核维持不变${why === null ? '' : `，理由：${why}`}`, en: `"${outcome.en}" was looked at again and stands${why === null ? '' : `, because: ${why}`}` };
    }
    case 'FactVoided':
      return voidReasons[fact.data.reasonCode] ?? { zh: fact.data.reasonCode, en: fact.data.reasonCode };
    case 'PersonalDataErased':
      return { zh: `依据：${fact.data.basis}；此前的个人信息不能再读取`, en: `basis: ${fact.data.basis}; what was personal can no longer be read` };
    default:
      return roundDetail(fact, ownOf(fact, teacher), words);
  }
}

/** Why: the sentence of the rule with her own values, or of the product's refusal; `called` where the programme and the tree are at hand. */
export function whyOf(rule: string, clause: string | null, inputs: JsonObject, own: JsonObject | null, called?: Refusal['called']): Notice {
  const refusal = { rule, ...(clause === null ? {} : { clause }), inputs, ...(called === undefined ? {} : { called }) };
  return refusalText(refusal, decisive(own)) ?? { zh: `规则 ${rule}`, en: `rule ${rule}` };
}

/** Her part of a fact; null where she has none in it, or where it was erased. */
export function ownOf(fact: HistoryFact, teacher: TeacherId): JsonObject | null {
  return partsOf(fact, teacher).find((part) => part !== null) ?? null;
}

/** True where there was one, and its key is gone. */
export function isErasedOf(fact: HistoryFact, teacher: TeacherId): boolean {
  const parts = partsOf(fact, teacher);
  return parts.length > 0 && parts.every((part) => part === null);
}

/** Of a dossier that was merged into hers: under the key of that one, on whichever stream it was recorded. An act of a round has no other parts in a history than hers. */
function partsOf(fact: HistoryFact, teacher: TeacherId): readonly (JsonObject | null)[] {
  if (holderOfStream(fact.stream) === null) return Object.values(fact.private);
  return [teacher, holderOfStream(dossierOf(fact))?.id, holderOfStream(fact.stream)?.id].flatMap((key) => {
    const part = key === undefined ? undefined : fact.private[key];
    return part === undefined ? [] : [part];
  });
}

/** The values that decided: a refused nomination keeps them under `refusal`, beside those of every rule; the rest under `inputs`. */
function decisive(own: JsonObject | null): JsonObject | null {
  for (const values of [own?.['refusal'], own?.['inputs']]) {
    if (typeof values === 'object' && values !== null && !Array.isArray(values)) return values as JsonObject;
  }
  return own;
}

function post(unit: Notice, stage: string, subject: string): Notice {
  const taught = stages[stage] ?? { zh: stage, en: stage };
  return { zh: `${unit.zh}，${taught.zh}${subject}`, en: `${unit.en}, ${taught.en}, ${subject}` };
}
