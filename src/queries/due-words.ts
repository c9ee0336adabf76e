import type { Labelled } from './reading';

/** What a task is called, and who does what in it. A kind without words shows as its code. */
const words: { readonly [kind: string]: { readonly name: Labelled; readonly says: Labelled } } = {
  NOMINATE: { name: { zh: '组织申报', en: 'put candidates forward' }, says: { zh: '单位尚有推荐名额，请在截止前提交申报并推荐。', en: 'The unit has recommendation seats left: submit and recommend before the deadline.' } },
  RECOMMEND: { name: { zh: '集体研究推荐', en: 'recommend' }, says: { zh: '申报已提交，请在截止前集体研究并登记推荐。', en: 'The nomination is submitted: decide on it and record the recommendation before the deadline.' } },
  COMPLETE_RETURN: { name: { zh: '补正申报', en: 'complete the nomination' }, says: { zh: '申报已退回，请在期限内补正后重新提交，或者撤回。', en: 'The nomination was returned: complete it before the due minute and hand it in again, or withdraw it.' } },
  CLOSE_NOMINATIONS: { name: { zh: '截止申报', en: 'close nominations' }, says: { zh: '申报期满的次日确认截止。', en: 'Confirm the close on the day after the deadline.' } },
  FORM_PANELS: { name: { zh: '组建评委会', en: 'form panels' }, says: { zh: '尚有候选人没有评委会，请组建并安排。', en: 'Candidates are without a panel: form it and seat them.' } },
  SCORE: { name: { zh: '评分', en: 'score' }, says: { zh: '您担任评委，尚有候选人未评分，请在评分结束前提交。', en: 'You sit on the panel and candidates are not scored yet: hand in their sheets before it closes.' } },
  CLOSE_PANEL: { name: { zh: '结束评分', en: 'close the panel' }, says: { zh: '评委会评分收齐后，请确认结束。', en: 'When all sheets are in, confirm the end of scoring.' } },
  OPEN_SCORES: { name: { zh: '启封评分', en: 'open the scores' }, says: { zh: '各评委会均已结束评分，请作出启封决定。', en: 'All panels are closed: decide on the opening of the scores.' } },
  RANK: { name: { zh: '排名', en: 'rank' }, says: { zh: '评分已启封，请排名。', en: 'The scores are opened: rank the candidates.' } },
  ANSWER_VETTING: { name: { zh: '联审回函', en: 'answer the vetting' }, says: { zh: '已发函联审，请在期限内就每名人选回函。', en: 'The body was asked about the candidates: answer on each of them before the last day.' } },
  PUBLISH: { name: { zh: '公示拟授予名单', en: 'publish the list' }, says: { zh: '名单已排定，请公示；方案未规定公示的，直接决定授予。', en: 'The list stands: publish it, or decide the conferral where the programme states no publicity.' } },
  CLOSE_PUBLICITY: { name: { zh: '确认公示结束', en: 'confirm the end of the publicity' }, says: { zh: '公示期满后，请附各处公示证明并确认结束。', en: 'When the window has ended, add the proof of each place and confirm.' } },
  TAKE_DOWN: { name: { zh: '撤下公示名单', en: 'take the list down' }, says: { zh: '公示期已满，请撤下各处的名单并登记。', en: 'The window has ended: take the list down at each place and record it.' } },
  ASSIGN_OBJECTION: { name: { zh: '交办异议', en: 'assign the objection' }, says: { zh: '异议已登记，请交由与其无关的人办理。', en: 'The objection is registered: assign it to somebody who had no part in what it is about.' } },
  ANSWER_OBJECTION: { name: { zh: '办理异议', en: 'decide the objection' }, says: { zh: '异议已交您办理，请在期限内调查并作出处理决定。', en: 'The objection is assigned to you: look into it and decide it before the last day.' } },
  CONFER: { name: { zh: '决定授予', en: 'decide the conferral' }, says: { zh: '公示已结束，请决定授予。', en: 'The publicity is closed: decide the conferral.' } },
  JUDGE_DELIVERABLE: { name: { zh: '审核任务材料', en: 'judge what was handed in' }, says: { zh: '该教师提交的任务材料待审核，请予通过或退回。', en: 'Pieces of a set of tasks wait: accept or return them.' } },
  HOLD_TRAINING: { name: { zh: '开展培训活动', en: 'hold a training activity' }, says: { zh: '本年度的培训活动尚未达到规定次数，请开展并登记。', en: 'The activity has not been held as often as the year asks: hold and record it.' } },
  TRAIN: { name: { zh: '完成培训', en: 'complete a training' }, says: { zh: '培训要求尚未完成，请在期限内完成。', en: 'A training requirement is not met yet: complete it before the last day.' } },
  ASSESS: { name: { zh: '考核', en: 'assess' }, says: { zh: '称号要求的考核或期满考核已到期，请考核并作出结论。', en: 'An assessment that a title or a milestone asks for is due: assess and conclude it.' } },
  BRING_PAPER: { name: { zh: '报送计划材料', en: 'bring a plan' }, says: { zh: '应报送的计划、办法尚未报送，请报送并登记。', en: 'A plan or policy that the unit has to bring has not come: bring and record it.' } },
  REVIEW: { name: { zh: '复核', en: 'review' }, says: { zh: '该教师的一项结果有待复核（所依据的事实有变，或届终考核不合格），请查看其档案并作出决定。', en: 'An outcome of hers waits for a review (what it stands on has changed, or the end of her term was assessed as unqualified): look at her case and decide.' } },
  DECIDE_STUDIO: { name: { zh: '决定工作室去留', en: 'decide on a studio' }, says: { zh: '工作室的主持人已不在，请决定另聘、暂停或撤销。', en: 'The studio has lost its host: appoint another, or have it suspended or closed.' } },
  END_MENTORSHIP: { name: { zh: '终止师徒结对', en: 'end a mentorship' }, says: { zh: '导师已不再持有可任导师的称号，请终止结对，另选导师。', en: 'The mentor no longer holds the title that she guides by: end the pair and find another mentor.' } },
  TRANSFER_TEACHERS: { name: { zh: '划转教师', en: 'transfer the teachers' }, says: { zh: '单位已终止，尚有在岗教师登记在该单位，请将其调入承继单位。', en: 'The unit has ended and teachers in post are still registered there: transfer them to the unit that carries it on.' } },
  SETTLE_POSTS: { name: { zh: '处理任职', en: 'settle the appointments' }, says: { zh: '单位已终止，其任职随之失效，请在承继单位登记任职并交接，或登记任职终止。', en: 'The unit has ended and its appointments with it: record appointments where it is carried on and hand over, or record their end.' } },
};

/** In the order in which a round meets them; what ties on its last day is shown in it. */
export const TASK_KINDS: readonly string[] = Object.keys(words);

export function taskName(kind: string): Labelled {
  return words[kind]?.name ?? { zh: kind, en: kind };
}

export function taskSays(kind: string): Labelled {
  return words[kind]?.says ?? { zh: '', en: '' };
}
