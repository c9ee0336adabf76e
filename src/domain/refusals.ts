import { roundRefusals } from './round/refusals';
import { studioRefusals } from './studio/refusals';
import { teacherRefusals } from './teacher/refusals';

/**
 * What a person reads when the rules say no, and what to do then: one template per rule key, `{name}` standing for an
 * input of the refusal. Rendered at the edge. Sentences of eligibility rules stand in rules/sentences.ts.
 */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

export const refusals = {
  ...roundRefusals,
  ...teacherRefusals,
  ...studioRefusals,

  // units, people, programmes, batches
  unknownOrg: { zh: '没有单位 {org}，请先登记。', en: 'There is no unit {org}; register it first.' },
  orgExists: { zh: '单位 {org} 已登记；请使用现有单位，或另取标识。', en: 'Unit {org} is registered already; use it, or pick another id.' },
  orgNotYet: { zh: '单位 {org} 自 {from} 起存在，{day} 尚不存在；请更正日期。', en: 'Unit {org} exists from {from} on and not on {day}; correct the day.' },
  orgCycle: { zh: '单位 {org} 不能隶属于自身；请更正其上级单位。', en: 'Unit {org} cannot stand below itself; correct its parent.' },
  levelAboveParent: { zh: '单位 {org} 的级别 {level} 高于其上级的级别 {parentLevel}，请更正。', en: 'The level {level} of unit {org} is above its parent\'s, {parentLevel}; correct one of them.' },
  orgCodeTaken: { zh: '代码 {code} 已属于单位 {org}；请核对代码。', en: 'Code {code} belongs to unit {org} already; check the code.' },
  orgEnded: { zh: '单位 {org} 自 {on} 起已不存在，由 {successors} 承继；请更正日期，或改用承继单位。', en: 'Unit {org} exists no more from {on} on; carried on by: {successors}. Correct the day, or use the unit that carries it on.' },
  mergesWithItself: { zh: '单位 {org} 不能并入自身；请从被合并单位中去掉它，或另选合并后的单位。', en: 'Unit {org} cannot be merged with itself; take it off the list, or merge into another unit.' },
  orgsUnlike: { zh: '单位 {org} 与 {other} 的级别或类别不同，不能合并或分设；请更正单位，或用撤销（CloseOrg）并写明承继单位。', en: 'Units {org} and {other} are of different level or kind and cannot be merged or split into each other; correct the units, or close the one with the other as its successor (CloseOrg).' },
  orgUsedLater: { zh: '单位 {org} 自 {day} 起另有登记（{other}），不能自 {on} 起终止；请先更正该登记，或更正日期。', en: 'Unit {org} is named for {day} by what is recorded of {other}, so it cannot end on {on}; settle that first, or correct the day.' },
  unknownChange: { zh: '没有可作废的单位合并、分设或撤销 {event}；请按单位沿革核对编号。', en: 'There is no merger, split or closure of units {event} to be voided; check its id against the history of the unit.' },
  orgChangeBuiltOn: { zh: '变动 {event} 之后又登记了单位 {org} 自 {day} 起的变动 {later}，以其为前提；请先作废后者。', en: 'After change {event} another of unit {org} was recorded for {day} ({later}) that takes it as given; void that one first.' },
  orgHasUnits: { zh: '单位 {org} 在 {on} 尚有下属单位 {units}，不能终止；请先用 MoveOrg 将其划转，或改为合并。', en: 'Unit {org} has units below it on {on} ({units}) and cannot end; move them first (MoveOrg), or merge it.' },
  orgInOffice: { zh: '单位 {org} 在 {on} 尚有任职 {appointments}，且未写明承继单位；请先终止这些任职，或写明承继单位。', en: 'Unit {org} has appointments on {on} ({appointments}) and no successor is named; end them first, or name the unit that carries it on.' },
  splitNeedsParts: { zh: '单位 {org} 的分设至少须有一个其他单位；请写明分出的单位。', en: 'A split of unit {org} needs a unit other than itself at least; name what is split off.' },
  partNotNew: { zh: '新设单位 {org} 不在本次调整之列；请在合并后或分设后的单位中写明。', en: 'New unit {org} has no part in this change; name it among the units that come of it.' },
  sameParent: { zh: '单位 {org} 在 {on} 已隶属于 {parent}，无需划转；请核对单位和日期。', en: 'Unit {org} stands below {parent} on {on} already; check the units and the day.' },
  orgCycleOn: { zh: '单位 {org} 划归 {parent} 后，{day} 起两者将互相隶属；请更正上级单位或日期。', en: 'With unit {org} below {parent}, each would stand below the other on {day}; correct the parent or the day.' },
  sameCode: { zh: '单位 {org} 在 {on} 的代码已是此值，无需变更；请核对代码和日期。', en: 'Unit {org} has that code on {on} already; check the code and the day.' },
  sameTraits: { zh: '单位 {org} 在 {on} 的学段、农村和薄弱标记与此相同，无需变更；请核对。', en: 'Stages, rural and weak of unit {org} are already so on {on}; check what was meant to change.' },
  unitOfPostEnded: { zh: '任职单位 {org} 自 {on} 起已不存在，其任职随之终止；请由承继单位 {successors} 的人员办理，或先在该单位登记任职。', en: 'Unit {org} exists no more from {on} on, and its appointments ended with it; have it done by somebody at a unit that carries it on ({successors}), or record an appointment there first.' },
  notAtUnit: { zh: '教师 {teacher} 在 {day} 不在单位 {unit}；请核对名单和日期。', en: 'Teacher {teacher} is not at unit {unit} on {day}; check the list and the day.' },
  unitEndedOnSnapshot: { zh: '单位 {unit} 自 {on} 起已不存在，早于名额快照日 {day}；请先将教师调入承继单位。', en: 'Unit {unit} exists no more from {on} on, before the snapshot day {day}; have the teacher transferred to the unit that carries it on first.' },
  sameName: { zh: '单位 {org} 当日名称与此相同，无需更名；请核对名称和日期。', en: 'Unit {org} has that name on that day already; check the name and the day.' },
  unknownPerson: { zh: '没有人员 {person}，请先登记。', en: 'There is no person {person}; register them first.' },
  firstAppointmentReserved: { zh: '首个任职只能由安装时指定的首任管理人员登记；请由其办理（ECHELON_FIRST_OFFICER）。', en: 'The first appointment of all can be recorded only by the first officer whom the installation names; have that person do it (ECHELON_FIRST_OFFICER).' },
  unknownAppointment: { zh: '没有任职 {appointment}，请核对编号。', en: 'There is no appointment {appointment}; check its id.' },
  appointmentExists: { zh: '同一人员在同一单位的同一职务已登记（{appointment}，{from} 至 {to}），时间重叠；请更正日期，或先终止原任职。', en: 'The same post of the same person at that unit is on record ({appointment}, {from} to {to}) and overlaps; correct the dates, or end that appointment first.' },
  postNotOfUnit: { zh: '单位 {org}（{kind}，{level}）不设 {post} 一职：BureauOfficer 须任职于主管部门，SchoolAdmin 须任职于学校。请更正职务或单位。', en: 'Unit {org} ({kind}, {level}) has no {post}: a BureauOfficer sits at a bureau, a SchoolAdmin at a school. Correct the post or the unit.' },
  appointmentEnded: { zh: '任职 {appointment} 已于 {to} 终止；请核对编号。', en: 'Appointment {appointment} ended on {to} already; check the id.' },
  endBeforeStart: { zh: '终止日期 {to} 早于起始日期 {from}，请更正。', en: 'The end {to} is before the start {from}; correct one of them.' },
  notYourAppointment: { zh: '任职 {appointment} 不属于操作人，请选用本人的任职。', en: 'Appointment {appointment} is not the actor\'s own; pick one of hers.' },
  appointmentNotValid: { zh: '任职 {appointment} 在 {day} 无效，请选用有效的任职。', en: 'Appointment {appointment} is not valid on {day}; pick one that is.' },
  leadStagesMissing: { zh: '层级 {tier} 由哪一级牵头要看教师学段，通知没有写面向的学段；请在通知参数 stages 中写明。', en: 'Which level leads for tier {tier} depends on the stage of the teachers, and the notice names none; give its stages.' },
  leadOpen: { zh: '由哪一级牵头尚不能确定（{working}）；请先由主管部门采纳待定的牵头级别或两张分工表的先后。', en: 'Which level leads cannot be told yet ({working}); have the open level, or the precedence of the two tables, adopted first.' },
  leadsDiffer: { zh: '通知所列学段或单位不由同一级牵头（{working}）；请按牵头级别分开发通知、分别启动届次。', en: 'The stages or units of the notice are not all led by one level ({working}); open a round of its own for each leading level.' },
  leadUnknown: { zh: '方案规定此操作由牵头一级的 {post} 办理，而此事由哪一级牵头尚不能确定；请先采纳方案中待定的牵头分工。', en: 'This is done by a {post} of the level that leads, and which that is cannot be told here; adopt what the programme leaves open about it first.' },
  otherLevelLeads: { zh: '此事由 {level} 级牵头（{working}），操作人在 {day} 任职于另一级；请由 {level} 级人员办理。', en: 'This is led at level {level} ({working}), and the actor holds her post at another on {day}; have somebody at that level act.' },
  stageNotOfRound: { zh: '届次面向的学段为 {stages}，该教师 {day} 任教学段为 {stage}（{working}）；请向面向该学段的届次申报。', en: 'The round is for the stages {stages} and on {day} she teaches at {stage} ({working}); choose the round for her stage.' },
  postMayNot: { zh: '此操作须由{level}级的{post}进行，操作人在 {day} 没有这一任职；请由有此任职的人员办理。', en: 'This is done by a {post} at level {level}, and the actor has no such appointment on {day}; have somebody act who has.' },
  outsideJurisdiction: { zh: '单位 {unit} 不在操作人（{post}）的管辖范围内；请由管辖该单位的人员办理。', en: 'Unit {unit} lies outside what the actor may act for as {post}; have someone act whose unit it is.' },
  delegateIsHolder: { zh: '任职 {appointment} 本就由 {person} 担任，无须委托；请核对受托人。', en: 'Appointment {appointment} is {person}\'s own and needs no delegation; check who the delegate is.' },
  delegatesToHerself: { zh: '代为登记委托的人员 {person} 不能同时是受托人；请由任职人本人或其他经办人登记。', en: 'Whoever records a delegation for another ({person}) may not be the delegate; have the holder or another officer record it.' },
  postInPerson: { zh: '{post} 的事须由本人办理，不能委托或交接；请改由本人办理，或另行登记任职。', en: 'What a {post} does is done in person and can be neither delegated nor handed over; have her do it, or record an appointment.' },
  delegationBeyondTerm: { zh: '委托期限 {from} 至 {to} 超出任职 {appointment} 的任期（{termFrom} 至 {termTo}），请缩短期限。', en: 'The delegation ({from} to {to}) goes beyond the term of appointment {appointment} ({termFrom} to {termTo}); shorten it.' },
  delegationExists: { zh: '对同一受托人的委托 {delegation}（{from} 至 {to}）与此重叠；请先终止该委托，或更正日期。', en: 'Delegation {delegation} to the same person ({from} to {to}) overlaps; end that one first, or correct the dates.' },
  unknownMatter: { zh: '没有操作 {matter}；请写操作名称，或写全部（ALL）。', en: 'There is no use case {matter}; name use cases, or write all of them (ALL).' },
  matterInPerson: { zh: '{matter} 须由本人办理，不能委托；请从委托事项中删去。', en: '{matter} is done in person and cannot be delegated; leave it out of the matters.' },
  unknownDelegation: { zh: '没有委托 {delegation}，请核对编号。', en: 'There is no delegation {delegation}; check its id.' },
  delegationEnded: { zh: '委托 {delegation} 已于 {to} 终止；请核对编号。', en: 'Delegation {delegation} ended on {to} already; check the id.' },
  delegationOfDelegation: { zh: '受托人不能转委托：任职 {appointment} 不是操作人本人的；请由任职人登记委托。', en: 'A delegate cannot delegate in turn: appointment {appointment} is not the actor\'s own; have its holder record the delegation.' },
  matterNotDelegated: { zh: '任职 {appointment} 的委托只包括 {matters}，不包括 {useCase}；请由任职人办理，或另行委托。', en: 'The delegation of appointment {appointment} covers {matters} and not {useCase}; have its holder do it, or delegate that too.' },
  handoverNotAlike: { zh: '接手的任职 {successor} 须与移交的任职同为 {org} 的 {post}；请选用相同职务的任职。', en: 'Appointment {successor}, which takes over, must be a {post} at {org} like the one handed over; choose one that is.' },
  handoverExists: { zh: '任职 {appointment} 已自 {from} 起交接（{handover}）；请更正日期，或由接手人再行交接。', en: 'Appointment {appointment} is handed over from {from} on already ({handover}); correct the day, or have the successor hand over in turn.' },
  pickAppointment: { zh: '操作人有多个任职可进行此操作，请指定其一：{appointments}。', en: 'Several appointments of the actor would do; pick one: {appointments}.' },
  sameVersion: { zh: '内容与第 {version} 版相同，无需再次发布；如有修改，请核对所发的文件。', en: 'The text is that of version {version} and need not be published again; check the file if it was meant to differ.' },
  versionNotNext: { zh: '版本号 {version} 不连续，下一版为 {next}；请使用 {next}。', en: 'Version {version} is out of turn; use {next}.' },
  unknownVersion: { zh: '没有第 {version} 版，请先发布。', en: 'There is no version {version}; publish it first.' },
  notAnOpenValue: { zh: '{path} 不是待定值，不能采纳；请选用方案列出的待定值。', en: '{path} is not an open value and cannot be adopted; choose one that the programme lists.' },
  alreadyAdopted: { zh: '{path} 已采纳此值，无需再次采纳；如需改变，请采纳另一个值。', en: 'That value of {path} is adopted already; adopt another one if it should change.' },
  targetOfFile: { zh: '目标 {target} 由方案 {programme} 写明，通知不能另定；请另取代码，或修订方案。', en: 'Target {target} is stated by programme {programme}, and a notice cannot set it; give it another code, or have the programme publish a new version.' },
  targetUnknown: { zh: '方案 {programme} 没有目标 {target}，也没有通知下达，已有的目标：{targets}；请核对代码，或先下达目标。', en: 'Programme {programme} has no target {target}, and no notice set it; targets that there are: {targets}. Check the code, or have it set first.' },
  targetCounted: { zh: '目标 {target} 由称号登记自行计数，不能另行登记；请核对目标。', en: 'Target {target} is counted from titles, and nothing is recorded for it; check the target.' },
  periodUnknown: { zh: '{target} 没有始于“{period}”的期间，已开始的有：{periods}；请选用其一，只有一次的不写期间。', en: '{target} has no period that begins on "{period}"; use one of those that have begun ({periods}), or leave it out of what comes once.' },
  fundUnknown: { zh: '方案 {programme} 没有经费 {fund}，所列经费：{funds}；请核对代码。', en: 'Programme {programme} has no fund {fund}; funds that it states: {funds}. Check the code.' },
  fundWithoutBase: { zh: '经费 {fund} 不按预算的比例安排，不登记预算总额；请直接登记安排。', en: 'Fund {fund} is no share of a budget, so none is set for it; record what is allocated.' },
  fundYearOutside: { zh: '经费 {fund} 只在 {from} 至 {to} 年安排，{year} 年不在其内；请更正年度。', en: 'Fund {fund} runs from {from} to {to}, and {year} lies outside; correct the year.' },
  fundShort: { zh: '经费 {fund} 自该日起只余 {left} 分，不足 {asked} 分；请减少金额，或先安排经费。', en: 'Of fund {fund} only {left} fen are left from that day on, fewer than {asked}; use less, or have more allocated first.' },
  purposeNotAllowed: { zh: '经费 {fund} 只能用于 {purposes}，不能用于 {purpose}；请更正用途，或改用其他经费。', en: 'Fund {fund} is for {purposes} only and not for {purpose}; correct the purpose, or use other money.' },
  requirementUnknown: { zh: '方案 {programme} 没有要求 {requirement}，所列要求：{requirements}；请核对代码。', en: 'Programme {programme} asks for no {requirement}; requirements that it states: {requirements}. Check the code.' },
  requirementNotOfUnit: { zh: '{requirement} 由 {level} 级的单位落实，{unit} 不在其列；请更正单位。', en: '{requirement} is asked of units of level {level} and not of {unit}; correct the unit.' },
  childIsItself: { zh: '方案 {programme} 不能写成自己的下级方案；请填写该单位自己发布的方案，没有的不填。', en: 'Programme {programme} is no child of its own; name the programme that the unit itself published, or none.' },
  programmeNotOfUnit: { zh: '方案 {programme} 由 {publisher} 发布，只在该单位及其下属单位实施，{unit} 不在其中；请改用本单位所属主管部门发布的方案，单位填错的请更正。', en: 'Programme {programme} was published by {publisher} and is carried out there and below; {unit} is not among these. Use a programme of the bureau that {unit} stands under, or correct the unit.' },
  childOfAnother: { zh: '方案 {programme} 由 {publisher} 发布，不是 {unit} 或其下属单位的方案；请填写该单位自己发布的方案，没有的不填。', en: 'Programme {programme} was published by {publisher}, which is not {unit} nor below it; name the programme that the unit itself published, or none.' },
  complianceRecorded: { zh: '单位 {unit} 的 {requirement} 已登记（{event}），不能再登一次；如有误，请注明更正哪一条。', en: '{requirement} of unit {unit} is recorded already ({event}) and is not recorded twice; if it is wrong, name it as the entry to correct.' },
  entryUnknown: { zh: '没有可更正的登记 {event}；请核对编号。', en: 'There is no entry {event} to be restated; check its id.' },
  // parties, gates, supervision
  unknownParty: { zh: '方案 {programme} 没有“{party}”这一方，可选：{parties}；请更正。', en: 'Programme {programme} has no party {party}; choose one of {parties}.' },
  unknownDuty: { zh: '“{party}”没有职责 {duty}，可选：{duties}；请更正。', en: '{party} has no duty {duty}; choose one of {duties}.' },
  dutyNotAssigned: { zh: '“{party}”的职责 {duty} 尚未分解到 {unit}；请先下达任务，再登记完成。', en: 'Duty {duty} of {party} was not assigned to {unit}; have it assigned first, and record it then.' },
  dutyDoneAlready: { zh: '职责 {duty} 已于 {on} 登记完成；有误的，请重新下达任务。', en: 'Duty {duty} was recorded as done on {on}; if that is wrong, have it assigned anew.' },
  unknownGate: { zh: '方案 {programme} 没有阶段关口 {gate}，请核对代码。', en: 'Programme {programme} has no phase gate {gate}; check its code.' },
  gateNotInTurn: { zh: '阶段关口 {gate} 须在 {gates} 之后通过；请先通过前面的关口。', en: 'Gate {gate} comes after {gates}; have those passed first.' },
  partyWithoutOwner: { zh: '以下各方当日无专人负责：{parties}，阶段关口 {gate} 不能通过；请先指定负责人。', en: 'Nobody answers for {parties} on the day, so gate {gate} cannot be passed; name who does first.' },
  gatePassedAlready: { zh: '阶段关口 {gate} 已于 {on} 凭文件 {number} 推进，不再凭另一文件推进；请核对关口和当时所引的文件。', en: 'Gate {gate} was passed on {on} by act {number} and is not passed again by another; check the gate, and the act that was cited then.' },
  gateDutiesOwed: { zh: '阶段关口 {gate} 还有 {count} 项职责未完成：{duties}；请先完成并登记。', en: 'Gate {gate} still waits for these duties ({count}): {duties}; have them done and recorded first.' },
  gateNotPassed: { zh: '此事须在阶段关口 {gate} 通过之后办理；未完成职责：{duties}；无专人负责：{parties}；请先办结并通过该关口。', en: 'This waits for phase gate {gate}; duties owed: {duties}; parties that nobody answers for: {parties}; have them done and the gate passed first.' },
  unknownSupervision: { zh: '方案 {programme} 没有督导事项 {supervision}，请核对代码。', en: 'Programme {programme} has no supervision {supervision}; check its code.' },
  notSupervised: { zh: '督导事项 {supervision} 只针对 {levels} 级单位，不含 {unit}；请核对单位。', en: 'Supervision {supervision} looks at units of {levels} and {unit} is none; check the unit.' },
  targetTwice: { zh: '名单中 {target} 出现两次，请删去重复项。', en: '{target} stands twice in the list; name it once.' },
  batchOpened: { zh: '批量操作 {batch} 已开始，名单不能再变；其余人员请另开一批。', en: 'Batch {batch} has begun and its list cannot change; open another batch for the others.' },
  batchNotOpened: { zh: '批量操作 {batch} 尚未开始；请核对编号，或先开始该批。', en: 'Batch {batch} has not begun yet; check its id, or begin it first.' },
  batchNotSettled: { zh: '批量操作 {batch} 还有 {left} 项没有结果，请等待其完成。', en: 'Targets of batch {batch} without an outcome: {left}; wait until they have one.' },
  unknownTarget: { zh: '{target} 不在批量操作 {batch} 的名单内；请核对两者。', en: '{target} is not on the list of batch {batch}; check both.' },

  proxyOfNobody: { zh: '委托须由未到会的评委 {absent} 委托到会的评委 {by}；请核对签到名单。', en: 'A proxy is given by a member who is absent ({absent}) to one who is present ({by}); check the list of signatures.' },
  reviewEnded: { zh: '复核 {review} 已结束（{how}），无需再作结论；对结果另有异议的，请按更正或撤销办理。', en: 'The review {review} has ended already ({how}) and needs no conclusion; where the outcome is still in doubt, correct the fact or revoke the title.' },
} as const satisfies { readonly [rule: string]: Sentence };

/** Keys of the refusals, declines and reviews that are the product's own. */
export type RefusalRule = keyof typeof refusals;

/** Sentences by key for those who hold a key as text: a refusal read back from the log. */
export function sentenceOf(rule: string): Sentence | null {
  return Object.hasOwn(refusals, rule) ? refusals[rule as RefusalRule] : null;
}
