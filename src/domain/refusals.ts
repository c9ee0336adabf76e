/**
 * What a person reads when the rules say no, and what to do then: one template per rule key, `{name}` standing for an
 * input of the refusal. Rendered at the edge. Sentences of eligibility rules stand in rules/sentences.ts.
 */
export interface Sentence {
  readonly zh: string;
  readonly en: string;
}

export const refusals = {
  // the round
  unknownRound: { zh: '没有届次 {round}，请核对编号。', en: 'There is no round {round}; check its id.' },
  roundExists: { zh: '届次 {round} 已启动，不能再次启动；请直接使用该届次，或为新届次另取编号。', en: 'Round {round} is open already; go on with it, or give a new round an id of its own.' },
  unknownTier: { zh: '方案 {programme} 没有层级 {tier}，请选用方案列出的层级。', en: 'Programme {programme} has no tier {tier}; choose one that it lists.' },
  trackNotOfTier: { zh: '层级 {tier} 没有类别 {track}，请选用该层级列出的类别。', en: 'Tier {tier} has no track {track}; choose one of its tracks.' },
  openValues: { zh: '方案还有 {count} 个待定值未采纳，正式届次不能启动；请先由主管部门逐一采纳。', en: 'Open values of the programme are not adopted yet ({count}), so a round cannot be opened outside a demonstration; have each adopted first.' },
  demonstrationOnly: { zh: '方案 {programme} 第 {version} 版仅依据新闻或讲话，或采用了示例值，只能启动演示届次；请补充正式文件。', en: 'Version {version} of programme {programme} rests on news, a speech or sample values and can open demonstration rounds only; attach the official document.' },
  notADate: { zh: '{name} 的“{date}”不是有效日期，请按 2019-05-12 的格式填写。', en: '{name} "{date}" is not a date; write it as 2019-05-12.' },
  datesOutOfOrder: { zh: '日期次序不对：{earlier}（{first}）与 {later}（{second}）；请更正其中之一。', en: 'The dates are out of order: {earlier} ({first}) against {later} ({second}); correct one of them.' },
  inTheFuture: { zh: '{day} 晚于今天（{today}），尚未发生的事不能登记；请更正日期，或到当日再登记。', en: '{day} is after today ({today}) and what has not happened cannot be recorded; correct the day, or record it once it has come.' },
  seatsNotANumber: { zh: '{name} 的名额“{seats}”不是可用的整数，请更正名额表。', en: 'The seats of {name}, "{seats}", are no usable whole number; correct the seat table.' },
  awardSeatsAboveProgramme: { zh: '授予名额 {seats} 超过方案规定的 {allowed}，请按方案填写。', en: 'The award seats, {seats}, are more than the {allowed} that the programme states; keep to the programme.' },
  unitTwice: { zh: '单位 {unit} 在名额表中出现两次，请合并。', en: 'Unit {unit} stands twice in the seat table; merge the two lines.' },
  seatUnitsUnknown: { zh: '名额表中有 {count} 个单位在 {day} 尚未登记：{units}；请先登记或更正。', en: 'The seat table names units that are not registered as of {day} ({count}): {units}; register or correct them.' },
  wrongGate: { zh: '届次 {round} 现处于 {gate} 环节，此操作需要处于 {needs} 环节；请核对届次及其进度。', en: 'Round {round} stands at {gate} and this needs it to stand at {needs}; check that it is the right round and how far it has come.' },
  nominationsNotRunning: { zh: '申报时间为 {from} 至 {to}（含首尾两日），今天是 {today}；请在该时间内办理，确需补报的请联系主管部门。', en: 'Nominations run from {from} to {to}, both days included, and today is {today}; act within those days, or ask the bureau about a late one.' },
  nominationsStillRunning: { zh: '申报到 {to} 当日结束，今天是 {today}，请次日再截止。', en: 'Nominations run through {to} and today is {today}; close them the day after.' },
  reservationsPending: { zh: '还有 {count} 个名额占用没有结果，请等待其完成后重试。', en: 'Reservations of seats without an outcome: {count}; wait until they are settled and try again.' },
  alreadyRecommended: { zh: '申报 {nomination} 已占用推荐名额，不必重复推荐；请查看届次中该申报的现状。', en: 'Nomination {nomination} has a recommendation seat already and need not be recommended again; look up how it stands in the round.' },
  noSeatsForUnit: { zh: '届次 {round} 的名额表没有分配给单位 {unit}，请向主管部门核实。', en: 'The seat table of round {round} gives unit {unit} no seats; ask the bureau.' },
  noSeatLeft: { zh: '单位 {unit} 的推荐名额共 {seats} 个，已确认 {confirmed} 个、占用 {reserved} 个，没有剩余；请等待占用的名额释放，或向主管部门核实名额。', en: 'Of the recommendation seats of unit {unit} ({seats}), {confirmed} are confirmed and {reserved} reserved, so none is left; wait until a reserved one is released, or ask the bureau.' },
  unknownReservation: { zh: '{ledger} 台账中没有申报 {nomination} 的这项占用，请核对。', en: 'The {ledger} ledger has no such reservation for nomination {nomination}; check the ids.' },
  noAwardSeatLeft: { zh: '授予名额共 {seats} 个，拟授予 {asked} 人，超出名额；请缩减名单。', en: 'More titles were asked for ({asked}) than there are award seats ({seats}); shorten the list.' },
  notProposed: { zh: '申报 {nomination} 不在拟授予名单内，不能授予；请按公示的名单授予。', en: 'Nomination {nomination} is not among those proposed and cannot be conferred; keep to the list that was made public.' },
  separationOfDuties: { zh: '人员 {person} 在届次 {round} 中已是 {holds}，不能再作为 {role}；请另行安排。', en: 'Person {person} is {holds} in round {round} and cannot be {role} as well; have someone else act.' },
  ownDossier: { zh: '人员 {person} 不能以任职身份办理本人档案的事项，请由其他有权人员办理。', en: 'Person {person} cannot act in office on her own dossier; have another officer do it.' },

  // panels, ranking, publicity
  panelExists: { zh: '该序号的评委会 {panel} 已组建，请使用下一个序号。', en: 'A panel of that number exists already ({panel}); use the next number.' },
  panelNumberNotNext: { zh: '评委会序号 {n} 不连续，下一个是 {next}；请使用 {next}。', en: 'Panel number {n} is out of turn; use {next}.' },
  panelEmpty: { zh: '评委会 {n} 须至少有一名专家和一名候选人，请补齐。', en: 'Panel {n} needs at least one expert and one candidate; add what is missing.' },
  namedTwice: { zh: '{id} 被列出两次，请删去重复项。', en: '{id} is named twice; name it once.' },
  notRecommended: { zh: '教师 {teacher} 在届次 {round} 没有已确认的学校推荐，不能参加评审；请从候选人中删去。', en: 'Teacher {teacher} has no confirmed recommendation in round {round} and cannot be scored; leave her out of the candidates.' },
  candidateOfAnotherPanel: { zh: '教师 {teacher} 已由评委会 {panel} 评审；请从本评委会的候选人中删去。', en: 'Teacher {teacher} is scored by panel {panel} already; leave her out of this one.' },
  unknownPanel: { zh: '没有评委会 {panel}，请核对序号。', en: 'There is no panel {panel}; check its number.' },
  panelClosed: { zh: '评委会 {panel} 的评分已结束，不能再提交或更改；如评分有误，请向主管部门提出。', en: 'Scoring of panel {panel} has ended and nothing can be handed in or changed; tell the bureau if a score is wrong.' },
  panelNotClosed: { zh: '评委会 {panel} 的评分尚未结束，请先结束评分。', en: 'Scoring of panel {panel} has not ended; close it first.' },
  notOnThePanel: { zh: '人员 {person} 不是评委会 {panel} 的专家，不能评分；请核对评委会，或由其专家评分。', en: 'Person {person} is not an expert of panel {panel} and cannot score; check the panel, or have one of its experts score.' },
  notAPanelCandidate: { zh: '教师 {teacher} 不是评委会 {panel} 的候选人；请核对教师和评委会。', en: 'Teacher {teacher} is not a candidate of panel {panel}; check the teacher and the panel.' },
  noConferringBody: { zh: '层级 {tier} 的授予机关待定，请先采纳后再授予。', en: 'The body that confers tier {tier} is still open; adopt it before conferring.' },
  noScoringScheme: { zh: '层级 {tier} 没有评分办法，请先采纳方案中的待定值。', en: 'Tier {tier} has no scoring scheme; adopt the open values of the programme first.' },
  unknownComponent: { zh: '评分办法没有项目 {component}，请删去。', en: 'The scheme has no component {component}; leave it out.' },
  missingComponent: { zh: '缺少项目 {component} 的分数，请补齐。', en: 'The score of component {component} is missing; add it.' },
  outOfRange: { zh: '项目 {component} 的分数须在 0 到 {max} 之间，请更正。', en: 'The score of component {component} must lie between 0 and {max}; correct it.' },
  notDecimal: { zh: '项目 {component} 的分数不是可用的十进制数，请按 92.5 的格式更正。', en: 'The score of component {component} is no usable decimal number; write it as 92.5.' },
  tooFewSheets: { zh: '每名候选人至少需要 {required} 份评分表，有 {count} 人不足，请补齐后再结束。', en: 'Each candidate needs {required} or more sheets, and some have fewer ({count}); complete them first.' },
  candidatesWithoutPanel: { zh: '有 {count} 名已推荐的候选人没有评委会，请先安排。', en: 'Recommended candidates without a panel: {count}; assign them first.' },
  noPanels: { zh: '届次 {round} 没有评委会，无分可启封；请先组建评委会并完成评分。', en: 'Round {round} has no panels, so there are no scores to open; form them and have them score first.' },
  digestDiffers: { zh: '评委会 {panel} 的评分摘要与记录不一致，请停止操作并报告。', en: 'The digest of panel {panel} is not the one on record; stop and report it.' },
  sheetsNotUnsealed: { zh: '评委会 {panel} 有 {count} 份评分表未能启封，请检查启封密钥。', en: 'Sheets of panel {panel} that were not unsealed: {count}; check the seal key.' },
  scoresNotOpened: { zh: '评委会 {panel} 的评分尚未全部启封，请稍后重试。', en: 'The scores of panel {panel} are not all opened yet; try again shortly.' },
  tieAtTheCut: { zh: '授予名额 {seats} 个，有 {count} 人并列争夺最后 {places} 个，评分办法不能区分；请由评审机构议定次序并附决定。', en: 'The scheme does not part the candidates ({count}) who tie for the last places ({places} of {seats}); let the body decide their order and attach the decision.' },
  noPublicityStated: { zh: '层级 {tier} 没有规定公示，不能开始公示；如应公示，请先在方案中写明。', en: 'Tier {tier} states no publicity, so none can be opened; have the programme state it if there should be one.' },
  noPlace: { zh: '没有写明公示地点，请至少写明一处。', en: 'No place is named where the list is posted; name at least one.' },
  listDiffers: { zh: '名单与应公示的名单不一致（应为 {expected} 人，实为 {given} 人），请核对。', en: 'The list is not the one to be published ({expected} expected, {given} given); compare the two.' },
  publicityRunning: { zh: '公示到 {lastDay} 当日结束，今天是 {today}，请次日再确认。', en: 'The publicity runs through {lastDay} and today is {today}; confirm it the day after.' },
  proofMissing: { zh: '缺少以下地点的公示证明：{places}；请补齐后再确认。', en: 'The proof of these places is missing: {places}; add it and confirm again.' },

  // the teacher
  unknownTeacher: { zh: '没有教师 {teacher} 的档案，请先建档。', en: 'There is no dossier of teacher {teacher}; register her first.' },
  teacherExists: { zh: '教师 {teacher} 已建档；请使用现有档案，有误之处请作更正。', en: 'Teacher {teacher} is registered already; use her dossier, and correct it where it is wrong.' },
  notYetRegistered: { zh: '教师 {teacher} 的档案在 {day} 尚未生效，请更正日期。', en: 'The dossier of teacher {teacher} does not hold on {day} yet; correct the day.' },
  identityTaken: { zh: '该证件号码已属于人员 {person}，请使用其档案。', en: 'That identity number belongs to person {person}; use that dossier.' },
  identityErased: { zh: '该证件号码属于人员 {person}，其个人信息已依法删除，不再重新建档。如有疑问，请联系作出删除的单位。', en: 'That identity number belongs to person {person}, whose personal data was erased; she is not registered again. Ask the bureau that erased it.' },
  birthDateImpossible: { zh: '出生日期 {birthDate} 不是有效日期或晚于今天，请更正。', en: 'The birth date {birthDate} is no date or lies in the future; correct it.' },
  enteredBeforeBirth: { zh: '入职日期 {enteredOn} 不晚于出生日期 {birthDate}，请更正。', en: 'The date of entry {enteredOn} is not after the birth date {birthDate}; correct one of them.' },
  stageNotOfUnit: { zh: '单位 {unit} 没有学段 {stage}，可选：{stages}。', en: 'Unit {unit} has no stage {stage}; it has {stages}.' },
  nothingChanges: { zh: '单位 {unit}、学段和学科均未变化，无需登记调动；如有变化，请核对所填内容。', en: 'Unit {unit}, stage and subject stay the same, so there is no transfer to record; check what was entered if there is one.' },
  erased: { zh: '教师 {teacher} 的个人信息已删除，不能再据以操作；如有疑问，请联系作出删除的单位。', en: 'The personal data of teacher {teacher} was erased and nothing more can rest on it; ask the bureau that erased it.' },
  periodsNotPositive: { zh: '学时“{periods}”须大于 0，请更正。', en: 'The class periods "{periods}" must be more than 0; correct them.' },
  trainingCounted: { zh: '该培训已于 {completedOn} 计入（{training}），不重复计算；如原记录有误，请作更正。', en: 'That training was counted already ({training}, {completedOn}) and counts once; correct the record if it is wrong.' },
  consentNotHers: { zh: '本人申请须由本人提交，书面同意须由学校管理员录入；当前方式为 {form}，请改用与操作人相符的方式。', en: 'A teacher applies herself and a clerk enters signed consent; {form} does not fit who is acting, so choose the form that does.' },
  alreadyConsented: { zh: '已于 {on} 登记对届次 {round} 的同意，不必重复；请继续申报。', en: 'Consent to round {round} was recorded on {on} and need not be given again; go on with the nomination.' },
  alreadyNominated: { zh: '该教师在届次 {round} 已有申报 {nomination}；请使用该申报。', en: 'She has nomination {nomination} in round {round} already; go on with that one.' },
  unitUnknownOnSnapshot: { zh: '档案没有说明该教师在 {day} 所在的单位，请先补录。', en: 'Her dossier does not say which unit she was in on {day}; complete it first.' },
  attachmentMissing: { zh: '缺少材料：{missing}，请补齐后再提交。', en: 'These attachments are missing: {missing}; add them and submit again.' },
  unknownNomination: { zh: '教师档案中没有这项申报，请核对编号。', en: 'Her dossier holds no such nomination; check the id.' },
  nominationOfAnotherUnit: { zh: '该申报属于单位 {unit}，应由该单位推荐。', en: 'The nomination belongs to unit {unit}, which must recommend it.' },
  nominationNotOpen: { zh: '该申报现为 {status}，不能推荐；请核对是否为应推荐的申报。', en: 'The nomination is {status} and cannot be recommended; check that it is the one meant.' },
  nominationNotRecommended: { zh: '该申报现为 {status}，不能授予称号；请核对是否为应授予的申报。', en: 'The nomination is {status}, so no title can be conferred on it; check that it is the one meant.' },
  reviewOpen: { zh: '该申报有待复核事项（{by}），复核结束前不能授予称号；请先完成复核。', en: 'A review of the nomination is open ({by}) and no title can be conferred until it is decided; decide the review first.' },

  // titles and assessments
  unknownTitle: { zh: '该教师没有称号 {title}，请核对编号。', en: 'She has no title {title}; check its id.' },
  titleNotHeld: { zh: '称号 {title} 在 {day} 的状态为 {status}，不能进行此操作；请核对称号和日期。', en: 'Title {title} is {status} on {day}, so this cannot be done to it; check the title and the day.' },
  unknownGround: { zh: '方案没有撤销事由 {ground}，可选：{grounds}。', en: 'The programme has no ground {ground} for a revocation; it has {grounds}.' },
  actRequired: { zh: '此决定须附正式文件，请填写发文机关、文种和日期。', en: 'This decision must cite an official act; give its body, kind and date.' },
  actNumberRequired: { zh: '此决定须有文号，请填写。', en: 'This decision needs an act with a document number; give it.' },
  unknownAssessment: { zh: '方案 {programme} 没有 {kind} 类考核，请选用方案列出的考核。', en: 'Programme {programme} has no assessment of kind {kind}; choose one that it lists.' },
  gradeNotUsed: { zh: '该考核没有等次 {grade}，可选：{grades}。', en: 'This assessment has no grade {grade}; it has {grades}.' },
  alreadyAssessed: { zh: '{period} 的 {kind} 考核已有结论 {grade}；如有误请作更正。', en: 'The {kind} assessment of {period} is concluded as {grade}; correct it if it is wrong.' },
  titleRequired: { zh: '{kind} 考核须写明所考核的称号，请补上。', en: 'An assessment of kind {kind} must name the title assessed; add it.' },
  revocationWithoutGround: { zh: '{kind} 考核结论 {grade} 不是撤销称号的依据，请删去撤销事项。', en: 'A {kind} verdict of {grade} is no ground for a revocation; leave the revocation out.' },

  // imports
  legacyTitleRecorded: { zh: '同一称号（{conferredOn}）已有记录，无需重复；请核对所填内容。', en: 'That title ({conferredOn}) is on record already; check what was entered.' },
  mappingFieldsUnknown: { zh: '{kind} 没有这些字段：{fields}；请选用试运行列出的字段。', en: '{kind} has no such fields: {fields}; choose those that the dry run lists.' },
  mappingFieldTwice: { zh: '字段 {fields} 由不止一列给出；每个字段请只对应一列。', en: 'Field {fields} is given by more than one column; leave one of them.' },
  mappingFieldsMissing: { zh: '{kind} 还缺少字段：{fields}；请为其指定列，或在 constants 中写明对全部行适用的值。', en: '{kind} still lacks these fields: {fields}; choose a column for each, or give under constants what holds for every row.' },

  // corrections
  unknownFact: { zh: '档案中没有事实 {event}，请核对编号。', en: 'The dossier holds no fact {event}; check its id.' },
  notCorrectable: { zh: '{type} 是决定或系统记录，不能更正；请作出相应的新决定。', en: '{type} is a decision or a record of the system and cannot be corrected; take the decision that changes it.' },
  notVoidable: { zh: '{type} 不能作废；请更正或作出相应的新决定。', en: '{type} cannot be voided; correct it or take the decision that changes it.' },
  alreadyVoided: { zh: '事实 {event} 已作废，无需再次作废；请核对编号。', en: 'Fact {event} is void already; check the id if another one was meant.' },
  sameValue: { zh: '更正内容与现有记录相同，无需更正；请核对所填内容。', en: 'The correction says what the record says already; check what was entered.' },
  fieldsDiffer: { zh: '更正须写出该事实的全部字段且类型一致，有误的字段：{fields}，请改正。', en: 'A correction restates the whole fact with the same fields and types; correct these: {fields}.' },
  fieldImpossible: { zh: '字段 {field} 不能是这个值，请按登记该事实时的要求填写。', en: 'Field {field} cannot have this value; correct it as the fact would be recorded.' },
  fieldFixed: { zh: '字段 {field} 标明该事实本身，不能更正；请保持原值，整条有误时请作废后重新登记。', en: 'Field {field} says which fact this is and cannot be corrected; leave it as it is, or void the fact and record it anew.' },

  // units, people, programmes, batches
  unknownOrg: { zh: '没有单位 {org}，请先登记。', en: 'There is no unit {org}; register it first.' },
  orgExists: { zh: '单位 {org} 已登记；请使用现有单位，或另取标识。', en: 'Unit {org} is registered already; use it, or pick another id.' },
  orgNotYet: { zh: '单位 {org} 自 {from} 起存在，{day} 尚不存在；请更正日期。', en: 'Unit {org} exists from {from} on and not on {day}; correct the day.' },
  orgCycle: { zh: '单位 {org} 不能隶属于自身；请更正其上级单位。', en: 'Unit {org} cannot stand below itself; correct its parent.' },
  levelAboveParent: { zh: '单位 {org} 的级别 {level} 高于其上级的级别 {parentLevel}，请更正。', en: 'The level {level} of unit {org} is above its parent\'s, {parentLevel}; correct one of them.' },
  orgCodeTaken: { zh: '代码 {code} 已属于单位 {org}；请核对代码。', en: 'Code {code} belongs to unit {org} already; check the code.' },
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
  postMayNot: { zh: '此操作须由 {level} 级的 {post} 进行，操作人在 {day} 没有这一任职；请由有此任职的人员办理。', en: 'This is done by a {post} at level {level}, and the actor has no such appointment on {day}; have somebody act who has.' },
  outsideJurisdiction: { zh: '单位 {unit} 不在操作人（{post}）的管辖范围内；请由管辖该单位的人员办理。', en: 'Unit {unit} lies outside what the actor may act for as {post}; have someone act whose unit it is.' },
  pickAppointment: { zh: '操作人有多个任职可进行此操作，请指定其一：{appointments}。', en: 'Several appointments of the actor would do; pick one: {appointments}.' },
  sameVersion: { zh: '内容与第 {version} 版相同，无需再次发布；如有修改，请核对所发的文件。', en: 'The text is that of version {version} and need not be published again; check the file if it was meant to differ.' },
  versionNotNext: { zh: '版本号 {version} 不连续，下一版为 {next}；请使用 {next}。', en: 'Version {version} is out of turn; use {next}.' },
  unknownVersion: { zh: '没有第 {version} 版，请先发布。', en: 'There is no version {version}; publish it first.' },
  notAnOpenValue: { zh: '{path} 不是待定值，不能采纳；请选用方案列出的待定值。', en: '{path} is not an open value and cannot be adopted; choose one that the programme lists.' },
  alreadyAdopted: { zh: '{path} 已采纳此值，无需再次采纳；如需改变，请采纳另一个值。', en: 'That value of {path} is adopted already; adopt another one if it should change.' },
  targetTwice: { zh: '名单中 {target} 出现两次，请删去重复项。', en: '{target} stands twice in the list; name it once.' },
  batchOpened: { zh: '批量操作 {batch} 已开始，名单不能再变；其余人员请另开一批。', en: 'Batch {batch} has begun and its list cannot change; open another batch for the others.' },
  batchNotOpened: { zh: '批量操作 {batch} 尚未开始；请核对编号，或先开始该批。', en: 'Batch {batch} has not begun yet; check its id, or begin it first.' },
  batchNotSettled: { zh: '批量操作 {batch} 还有 {left} 项没有结果，请等待其完成。', en: 'Targets of batch {batch} without an outcome: {left}; wait until they have one.' },
  unknownTarget: { zh: '{target} 不在批量操作 {batch} 的名单内；请核对两者。', en: '{target} is not on the list of batch {batch}; check both.' },

  // reviews: why an outcome has to be looked at again
  endOfTermUnqualified: { zh: '届终考核不合格，请决定是否撤销称号。', en: 'Assessed unqualified at the end of the term; decide whether the title is revoked.' },
  factChanged: { zh: '该结果所依据的事实已更正或作废，请复核。', en: 'A fact that this outcome stands on was corrected or voided; look at it again.' },
  nowEligible: { zh: '更正后该教师符合条件，原不予受理的决定请复核。', en: 'As corrected, she meets the conditions; look again at the refusal.' },
} as const satisfies { readonly [rule: string]: Sentence };

/** Keys of the refusals, declines and reviews that are the product's own. */
export type RefusalRule = keyof typeof refusals;

/** Sentences by key for those who hold a key as text: a refusal read back from the log. */
export function sentenceOf(rule: string): Sentence | null {
  return Object.hasOwn(refusals, rule) ? refusals[rule as RefusalRule] : null;
}
