import { catalogue } from '../domain/catalogue';
import { holderOfStream, type JsonObject, type TeacherId } from '../domain/facts';
import { refusalSentence } from '../domain/rules/sentences';
import { sentenceOf } from '../domain/refusals';
import type { Notice } from '../event-store/notice';
import { shownCode } from '../domain/round/check-code';
import { listKinds } from '../prints/list-kinds';
import { careerDetail } from './career-words';
import { bases, conflicts, endings, kinds, listChanges, outcomes, reissueReasons, roleWords, stages, titleLevels, voidReasons } from './code-words';
import type { HistoryFact, Words } from './history';
import { lifeDetail } from './life-words';
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
      const why = whyOf(fact.data.rule, fact.data.clause, fact.data.inputs, ownOf(fact, teacher));
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
      return waysDetail(fact, words, () => (fact.type === 'ConfirmationDeclined' ? whyOf(fact.data.rule, fact.data.clause, fact.data.inputs, ownOf(fact, teacher)) : { zh: '', en: '' }), textOf(ownOf(fact, teacher)?.['reason']));
    case 'NotSelected': {
      const { rank, round } = fact.data;
      const name = words.round(round);
      return rank === null ? { zh: name.zh, en: name.en } : { zh: `${name.zh}，名次第 ${rank}`, en: `${name.en}, ranked ${rank}` };
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
    case 'RoundOpened':
      return { zh: fact.data.names.zh, en: fact.data.names.en };
    case 'SeatReserved': {
      const unit = words.org(fact.data.unit, day);
      return { zh: `${unit.zh}的推荐名额`, en: `a recommendation seat of ${unit.en}` };
    }
    case 'SeatsReserved': {
      const units = fact.data.lines.map((line) => words.org(line.unit, day));
      return { zh: `${[...new Set(units.map(({ zh }) => zh))].join('、')}的推荐名额（批量）`, en: `a recommendation seat of ${[...new Set(units.map(({ en }) => en))].join(', ')}, in a mass act` };
    }
    case 'DeadlineExtended': {
      const [whose, until] = [fact.data.unit === null ? { zh: '全部单位', en: 'every unit' } : words.org(fact.data.unit, day), fact.data.until.replace('T', ' ')];
      return { zh: `${whose.zh}的申报截止时间延至 ${until}`, en: `the deadline of ${whose.en} is now ${until}` };
    }
    case 'SeatsTransferred': {
      const [from, to] = [words.org(fact.data.fromUnit, day), words.org(fact.data.toUnit, day)];
      return { zh: `${from.zh}的推荐名额 ${fact.data.n} 个调给${to.zh}`, en: `${fact.data.n} recommendation seats of ${from.en} go to ${to.en}` };
    }
    case 'NoticeSupplemented':
      return fact.data.becomesEligible.length > 0
        ? { zh: '按补充通知符合条件，可以再次申报', en: 'meets the conditions by the supplement and may be put forward again' }
        : { zh: '按补充通知不再符合条件；已获推荐的不受影响', en: 'no longer meets the conditions by the supplement; a recommendation made before it stands' };
    case 'SeatConfirmed':
    case 'SeatReleased':
      return fact.data.ledger === 'AWARD' ? { zh: '授予名额', en: 'an award seat' } : { zh: '推荐名额', en: 'a recommendation seat' };
    case 'PanelCommissioned':
    case 'PanelFormed': {
      const { group, experts } = fact.data;
      return { zh: `${group.endsWith('组') ? group : `${group}组`}，专家 ${experts.length} 人`, en: `group ${group}, ${experts.length} experts` };
    }
    case 'ScoreSubmitted':
      return { zh: '一份密封评分', en: 'one sealed sheet' };
    case 'PanelClosed':
      return { zh: `共 ${fact.data.sheets} 份评分`, en: `${fact.data.sheets} sheets in all` };
    case 'ScoresOpened': {
      const sheets = ownOf(fact, teacher)?.['sheets'];
      return Array.isArray(sheets) ? { zh: `本人 ${sheets.length} 份评分`, en: `${sheets.length} sheets of hers` } : { zh: '', en: '' };
    }
    case 'CandidatesRanked': {
      const line = fact.data.lines[0];
      const total = totalOf(ownOf(fact, teacher));
      if (line === undefined) return { zh: '', en: '' };
      const score = total === null ? { zh: '', en: '' } : { zh: `，总分 ${total}`, en: `, total ${total}` };
      return { zh: `第 ${line.rank} 名${score.zh}，${line.proposed ? '列入拟授予名单' : '未列入拟授予名单'}`, en: `rank ${line.rank}${score.en}, ${line.proposed ? 'proposed' : 'not proposed'}` };
    }
    case 'RankingListed': {
      const total = totalOf(ownOf(fact, teacher));
      return total === null ? { zh: '', en: '' } : { zh: `总分 ${total}`, en: `total ${total}` };
    }
    case 'RankingReopened':
      return fact.data.objection === null ? { zh: '原排名不再作为依据', en: 'the ranking no longer stands' } : { zh: '因异议，原排名不再作为依据', en: 'after an objection, the ranking no longer stands' };
    case 'ScoreChangeOrdered':
    case 'ScoreChanged': {
      const why = textOf(ownOf(fact, teacher)?.['reason']);
      return why === null ? { zh: '更改一份已启封的分数', en: 'one opened score is changed' } : { zh: `更改一份已启封的分数，理由：${why}`, en: `one opened score is changed, because: ${why}` };
    }
    case 'PanelExtended':
    case 'ExpertsJoined':
      return { zh: `增补专家 ${fact.data.experts.length} 人`, en: `experts added: ${fact.data.experts.length}` };
    case 'AttendanceRecorded':
      return { zh: `到会 ${fact.data.present.length} 人，委托 ${fact.data.proxies.length} 人`, en: `${fact.data.present.length} present, ${fact.data.proxies.length} represented` };
    case 'SeatsCarried':
      return { zh: `${ofGroup(fact.data.group).zh}${fact.data.seats} 个空缺名额结转下届`, en: `open seats carried to the next round: ${fact.data.seats}${ofGroup(fact.data.group).en}` };
    case 'SeatsReturned': {
      const to = words.org(fact.data.to, day);
      return { zh: `${ofGroup(fact.data.group).zh}${fact.data.seats} 个空缺名额由${to.zh}收回`, en: `open seats returned to ${to.en}: ${fact.data.seats}${ofGroup(fact.data.group).en}` };
    }
    case 'SeatsReallocated':
      return { zh: `${fact.data.seats} 个空缺名额由 ${fact.data.from} 调剂到 ${fact.data.to}`, en: `open seats moved from ${fact.data.from} to ${fact.data.to}: ${fact.data.seats}` };
    case 'MarksEntered':
      return fact.data.expert === null ? { zh: '录入其纸质分数一次（密封）', en: 'her marks on paper were entered once, under seal' } : { zh: '录入一份纸质评分表一次（密封）', en: 'a sheet on paper was entered once, under seal' };
    case 'EntriesDiffered':
      return { zh: `${fact.data.entries.length} 次录入不一致，待核对`, en: `${fact.data.entries.length} entries differ and are to be settled` };
    case 'EntriesAgreed':
      return { zh: `${fact.data.entries.length} 次录入中有两次一致，以此为准`, en: `two of ${fact.data.entries.length} entries agree and count` };
    case 'ConflictDeclared': {
      const kind = conflicts[fact.data.kind];
      return { zh: `一名专家申报：${kind.zh}`, en: `an expert declared: ${kind.en}` };
    }
    case 'ReviewerRecused': {
      const kind = conflicts[fact.data.ground];
      return { zh: `一名专家回避，不再评分，事由：${kind.zh}`, en: `an expert scores her no more, on the ground of: ${kind.en}` };
    }
    case 'BallotRecorded': {
      const { base, number, present, cast } = fact.data;
      const votes = ownOf(fact, teacher)?.['for'];
      const on = bases[base];
      const [forZh, forEn] = typeof votes === 'number' ? [`，同意 ${votes} 票`, `, ${votes} for`] : ['', ''];
      return { zh: `按${on.zh}应到 ${number} 人，实到 ${present} 人，投票 ${cast} 张${forZh}`, en: `of ${number} ${on.en}, ${present} present, ${cast} cast${forEn}` };
    }
    case 'PublicityOpened': {
      const { unit, firstDay, lastDay, workingDays, provisional } = fact.data;
      const by = unit === null ? { zh: '', en: '' } : { zh: `${words.org(unit, day).zh}，`, en: `${words.org(unit, day).en}, ` };
      return {
        zh: `${by.zh}${firstDay} 至 ${lastDay}，${workingDays} 个工作日${provisional ? '（放假安排未公布，暂定）' : ''}`,
        en: `${by.en}${firstDay} to ${lastDay}, ${workingDays} working days${provisional ? ' (provisional: the holidays are not announced yet)' : ''}`,
      };
    }
    case 'PublicityListed':
      return { zh: `第 ${fact.data.part} 部分`, en: `part ${fact.data.part}` };
    case 'PublicityClockSuspended': {
      const { on, left, staysPosted } = fact.data;
      return { zh: `自 ${on} 起中止，剩余 ${left} 个工作日，名单${staysPosted ? '继续张贴' : '暂时撤下'}`, en: `stands still from ${on}, ${left} working days left, the list ${staysPosted ? 'stays up' : 'is down meanwhile'}` };
    }
    case 'PublicityClockResumed':
      return { zh: `自 ${fact.data.on} 起继续，剩余 ${fact.data.left} 个工作日，末日 ${fact.data.lastDay}`, en: `runs on from ${fact.data.on}, ${fact.data.left} working days left, last day ${fact.data.lastDay}` };
    case 'PublicityRecomputed':
      return { zh: `末日 ${fact.data.lastDay}（年历 ${fact.data.calendar}）`, en: `last day ${fact.data.lastDay} (calendar ${fact.data.calendar})` };
    case 'PublicityListChanged': {
      const { openedOn, lastDay, changes } = fact.data;
      const hers = changes.map(({ kind }) => listChanges[kind]);
      return { zh: `自 ${openedOn} 起重新公示至 ${lastDay}${hers.map(({ zh }) => `，${zh}`).join('')}`, en: `posted anew from ${openedOn} to ${lastDay}${hers.map(({ en }) => `, ${en}`).join('')}` };
    }
    case 'ListTakenDown':
      return { zh: `${fact.data.on} 自 ${fact.data.places.join('、')} 撤下`, en: `taken down from ${fact.data.places.join(', ')} on ${fact.data.on}` };
    case 'PublicityWindowEnded':
      return { zh: `末日 ${fact.data.lastDay}`, en: `last day ${fact.data.lastDay}` };
    case 'PublicityClosed':
      return { zh: `收到异议 ${fact.data.objections} 件`, en: `${fact.data.objections} objections received` };
    case 'ConferralDecided': {
      const line = fact.data.conferrals[0];
      return line === undefined ? { zh: '未列入授予名单', en: 'not on the list of those conferred' } : { zh: `列入授予名单，名次第 ${line.rank}，自 ${fact.data.conferredOn} 起`, en: `on the list of those conferred, rank ${line.rank}, from ${fact.data.conferredOn}` };
    }
    case 'RoundConcluded': {
      const { conferred, declined, notSelected, admitted } = fact.data;
      return admitted !== undefined ? { zh: `入选培养 ${admitted} 人，未入库 ${declined} 人，未入选 ${notSelected} 人`, en: `${admitted} admitted to cultivation, ${declined} without a place, ${notSelected} not selected` } : { zh: `授予 ${conferred} 人，未予授予 ${declined} 人，未入选 ${notSelected} 人`, en: `${conferred} conferred, ${declined} declined, ${notSelected} not selected` };
    }
    case 'NominationStruck': {
      const round = words.round(fact.data.round);
      const why = fact.data.because === 'APPROVAL' ? { zh: '审定时未予通过', en: 'struck at the approval of the list' } : { zh: '异议成立', en: 'an objection was upheld' };
      const reason = textOf(ownOf(fact, teacher)?.['reason']);
      return reason === null ? { zh: `${round.zh}：${why.zh}`, en: `${round.en}: ${why.en}` } : { zh: `${round.zh}：${why.zh}：${reason}`, en: `${round.en}: ${why.en}: ${reason}` };
    }
    case 'CandidateSubstituted': {
      const line = fact.data.lines[0];
      if (line === undefined) return { zh: '', en: '' };
      return fact.data.in === line.nomination ? { zh: `名次第 ${line.rank}，递补列入名单`, en: `ranked ${line.rank}, came on the list for somebody who left it` } : { zh: `名次第 ${line.rank}，其空缺已由他人递补`, en: `ranked ${line.rank}; another came in for her` };
    }
    case 'ListApproved':
      return { zh: `通过 ${fact.data.approved.length} 人，删去 ${fact.data.struck.length} 人`, en: `${fact.data.approved.length} approved, ${fact.data.struck.length} struck` };
    case 'ListPrinted': {
      const { kind, edition, code } = fact.data;
      const { zh, en } = listKinds[kind].name;
      return { zh: `${zh}第 ${edition} 版，校验码 ${shownCode(code)}`, en: `${en}, edition ${edition}, check code ${shownCode(code)}` };
    }
    case 'ConferralCarriedOut':
      return { zh: `尚有 ${fact.data.waiting.length} 人待定`, en: `${fact.data.waiting.length} still waiting` };
    case 'VettingRequested':
      return { zh: `${fact.data.nominations.length} 人，${fact.data.due} 前回复`, en: `${fact.data.nominations.length} persons, answer due ${fact.data.due}` };
    case 'VettingAnswered':
      return { zh: `${fact.data.answers.length} 人${fact.data.late ? '（逾期）' : ''}`, en: `${fact.data.answers.length} persons${fact.data.late ? ' (late)' : ''}` };
    case 'ObjectionRegistered':
      return { zh: `${fact.data.receivedAt} 收到${fact.data.realName ? '' : '，未署名'}`, en: `received ${fact.data.receivedAt}${fact.data.realName ? '' : ', without a name'}` };
    case 'ObjectionSettled':
      return outcomes[fact.data.outcome];
    case 'SeparationExcepted': {
      const [zh, en] = [fact.data.roles.map((role) => roleWords[role].zh).join('、'), fact.data.roles.map((role) => roleWords[role].en).join(', ')];
      return { zh: `${fact.data.person} 可兼任 ${zh}`, en: `${fact.data.person} may be ${en} together` };
    }
    case 'NominationsClosed':
      return { zh: `共推荐 ${fact.data.recommended} 人`, en: `${fact.data.recommended} recommended in all` };
    case 'ScoreOpeningOrdered':
      return { zh: `评委会 ${fact.data.panels.length} 个`, en: `${fact.data.panels.length} panels` };
  }
}

/** Why: the sentence of the rule with her own values, or of the product's refusal. */
export function whyOf(rule: string, clause: string | null, inputs: JsonObject, own: JsonObject | null): Notice {
  const values = decisive(own);
  const byRule = refusalSentence({ rule, ...(clause === null ? {} : { clause }), inputs }, values);
  if (byRule !== null) return byRule;
  const template = sentenceOf(rule);
  if (template === null) return { zh: `规则 ${rule}`, en: `rule ${rule}` };
  const fill = (text: string, none: string, comma: string) =>
    text.replaceAll(/\{(\w+)\}/gu, (_whole, name: string) => {
      const value = inputs[name] ?? values?.[name];
      return value === undefined || value === null ? none : Array.isArray(value) ? value.join(comma) : typeof value === 'object' ? JSON.stringify(value) : String(value);
    });
  return { zh: fill(template.zh, '〔无〕', '、'), en: fill(template.en, '[none]', ', ') };
}

/** Her part of a fact; null where she has none in it, or where it was erased. */
export function ownOf(fact: HistoryFact, teacher: TeacherId): JsonObject | null {
  // Of a dossier that was merged into hers: under the key of that one.
  return fact.private[teacher] ?? fact.private[holderOfStream(fact.stream)?.id ?? ''] ?? null;
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

function ofGroup(group: string | null): Notice {
  return group === null ? { zh: '', en: '' } : { zh: `${group} 组的 `, en: ` in group ${group}` };
}

function totalOf(own: JsonObject | null): string | null {
  const working = own?.['working'];
  return typeof working === 'object' && working !== null && !Array.isArray(working) ? textOf((working as JsonObject)['total']) : null;
}

function textOf(value: JsonObject[string] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
