import type { JsonObject } from '../domain/facts';
import { shownCode } from '../domain/round/check-code';
import type { Notice } from '../event-store/notice';
import { listKinds } from '../prints/list-kinds';
import { ballotBases, outcomes, roleWords } from '../domain/act-words';
import { conflicts, listChanges, struckBecause } from './code-words';
import type { HistoryFact, Words } from './history';
import { tieSays } from './tie-words';

type OfRound =
  | 'RoundOpened' | 'SeatReserved' | 'SeatsReserved' | 'DeadlineExtended' | 'SeatsTransferred' | 'NoticeSupplemented' | 'SeatConfirmed'
  | 'SeatReleased' | 'PanelCommissioned' | 'PanelFormed' | 'ScoreSubmitted' | 'PanelClosed' | 'ScoresOpened' | 'CandidatesRanked' | 'RankingListed'
  | 'RankingReopened' | 'ScoreChangeOrdered' | 'ScoreChanged' | 'PanelExtended' | 'ExpertsJoined' | 'AttendanceRecorded' | 'SeatsCarried'
  | 'SeatsReturned' | 'SeatsReallocated' | 'MarksEntered' | 'EntriesDiffered' | 'EntriesAgreed' | 'ConflictDeclared' | 'ReviewerRecused'
  | 'BallotRecorded' | 'PublicityOpened' | 'PublicityListed' | 'PublicityClockSuspended' | 'PublicityClockResumed' | 'PublicityRecomputed'
  | 'PublicityListChanged' | 'ListTakenDown' | 'PublicityWindowEnded' | 'PublicityClosed' | 'ConferralDecided' | 'RoundConcluded'
  | 'NominationStruck' | 'CandidateSubstituted' | 'ListApproved' | 'ListPrinted' | 'ConferralCarriedOut' | 'VettingRequested' | 'VettingAnswered'
  | 'ObjectionRegistered' | 'ObjectionSettled' | 'SeparationExcepted' | 'NominationsClosed' | 'ScoreOpeningOrdered';

/** What a fact of a round says of her, for the line of a timeline. @param own her own part; null where it is not to be read. */
export function roundDetail(fact: Extract<HistoryFact, { readonly type: OfRound }>, own: JsonObject | null, words: Words): Notice {
  const day = fact.meta.effectiveOn;
  switch (fact.type) {
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
      const sheets = own?.['sheets'];
      return Array.isArray(sheets) ? { zh: `本人 ${sheets.length} 份评分`, en: `${sheets.length} sheets of hers` } : { zh: '', en: '' };
    }
    case 'CandidatesRanked': {
      const line = fact.data.lines[0];
      if (line === undefined) return { zh: '', en: '' };
      const score = scoreOf(own, fact.data.scheme);
      return {
        zh: [`第 ${line.rank} 名`, ...score.map(({ zh }) => zh), line.proposed ? '列入拟授予名单' : '未列入拟授予名单'].join('，'),
        en: [`rank ${line.rank}`, ...score.map(({ en }) => en), line.proposed ? 'proposed' : 'not proposed'].join(', '),
      };
    }
    case 'RankingListed': {
      const score = scoreOf(own, words.scheme(fact.data.digest));
      return { zh: score.map(({ zh }) => zh).join('，'), en: score.map(({ en }) => en).join(', ') };
    }
    case 'RankingReopened':
      return fact.data.objection === null ? { zh: '原排名不再作为依据', en: 'the ranking no longer stands' } : { zh: '因异议，原排名不再作为依据', en: 'after an objection, the ranking no longer stands' };
    case 'ScoreChangeOrdered':
    case 'ScoreChanged': {
      const why = textOf(own?.['reason']);
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
      const votes = own?.['for'];
      const on = ballotBases[base];
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
      const why = struckBecause[fact.data.because];
      const reason = textOf(own?.['reason']);
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

function ofGroup(group: string | null): Notice {
  return group === null ? { zh: '', en: '' } : { zh: `${group} 组的 `, en: ` in group ${group}` };
}

/** Her total, and what set her apart from an equal one; nothing where her numbers are not here. */
function scoreOf(own: JsonObject | null, scheme: JsonObject | null): readonly Notice[] {
  const working = own?.['working'];
  const total = typeof working === 'object' && working !== null && !Array.isArray(working) ? textOf((working as JsonObject)['total']) : null;
  const tie = scheme === null ? null : tieSays(own, scheme);
  return [...(total === null ? [] : [{ zh: `总分 ${total}`, en: `total ${total}` }]), ...(tie === null ? [] : [tie])];
}

export function textOf(value: JsonObject[string] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
