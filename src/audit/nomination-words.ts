import type { BusinessDate } from '../domain/dates';
import type { NominationStatus } from '../domain/teacher/nomination-view';
import type { Notice } from '../event-store/notice';

/** How a nomination stands as she reads it: its word, and what that means for her. `{by}` is the last day for what is waited for. */
interface StatusWords {
  readonly name: Notice;
  readonly says: Notice;
}

/** What a nomination's status is called where the round has gone on and nothing was written on her stream. */
export type SeenStatus = NominationStatus | 'PROPOSED' | 'NOT_PROPOSED' | 'HELD';

/** The one place for the words of a status: a status without them does not compile. */
const words: { readonly [status in SeenStatus]: StatusWords } = {
  OPEN: {
    name: { zh: '已提交', en: 'submitted' },
    says: { zh: '申报已提交，等待推荐（截止 {by}）。', en: 'The nomination is submitted and waits to be recommended (by {by}).' },
  },
  RETURNED: {
    name: { zh: '退回补正', en: 'returned for completion' },
    says: { zh: '申报被退回，请在 {by} 前补齐所列各项后重新提交；逾期按未提交处理。', en: 'The nomination was returned: complete what is listed and have it submitted again by {by}; after that it counts as not submitted.' },
  },
  WITHDRAWN: {
    name: { zh: '已撤回', en: 'withdrawn' },
    says: { zh: '申报已撤回；在申报截止前可以重新申请，须重新同意。', en: 'The nomination is withdrawn; until nominations close you may apply again, with a new consent.' },
  },
  DECLINED: {
    name: { zh: '推荐未成立', en: 'recommendation declined' },
    says: { zh: '推荐未成立，原因见经过；在 {by} 前仍可再次推荐。', en: 'The recommendation was declined for the reason given in the steps; it may be recommended again until {by}.' },
  },
  NOT_RECOMMENDED: {
    name: { zh: '未获推荐', en: 'not recommended' },
    says: { zh: '本次没有获得推荐；写有理由的见经过。', en: 'Not recommended this time; where a reason was given it stands in the steps.' },
  },
  RECOMMENDED: {
    name: { zh: '已推荐', en: 'recommended' },
    says: { zh: '已获推荐，等待评审；名次和分数在公示开始后可见。', en: 'Recommended, and waiting for the selection; rank and numbers can be seen once the publicity has opened.' },
  },
  HELD: {
    name: { zh: '暂缓', en: 'held' },
    says: { zh: '有事项正在核查，本人暂缓，其他人不受影响；核查结束后继续。', en: 'Something is being looked into and your nomination is held meanwhile; it goes on when that has ended.' },
  },
  PROPOSED: {
    name: { zh: '拟授予', en: 'proposed' },
    says: { zh: '列入拟授予名单；公示和决定完成后生效。', en: 'On the list of those proposed; it takes effect when publicity and decision are done.' },
  },
  NOT_PROPOSED: {
    name: { zh: '未列入拟授予名单', en: 'not proposed' },
    says: { zh: '未列入拟授予名单；如有异议，请在公示期内向公示所列的受理单位提出。', en: 'Not on the list of those proposed; an objection goes to the office named in the publicity, within its window.' },
  },
  STRUCK: {
    name: { zh: '审定未通过', en: 'struck at approval' },
    says: { zh: '审定时从名单中取消，理由见经过；如有异议，请向决定机关书面提出。', en: 'Struck from the list at approval for the reason given in the steps; an objection goes in writing to the body that decided.' },
  },
  NOT_SELECTED: {
    name: { zh: '未入选', en: 'not selected' },
    says: { zh: '本届未入选；名次和各项得分见结果。', en: 'Not selected in this round; rank and numbers stand in the result.' },
  },
  ADMITTED: {
    name: { zh: '入选培养', en: 'in cultivation' },
    says: { zh: '已入选为培养人选；称号待培养后认定。', en: 'Chosen to be cultivated; the title is confirmed after the cultivation.' },
  },
  CONFERRED: {
    name: { zh: '已授予', en: 'conferred' },
    says: { zh: '称号已授予，证书编号见称号。', en: 'The title is conferred; its certificate stands with the titles.' },
  },
  CONFERRAL_DECLINED: {
    name: { zh: '未予授予', en: 'conferral declined' },
    says: { zh: '列入了授予名单，但未予授予，原因见经过；请联系所在单位或主管部门。', en: 'On the list of those conferred, but not conferred for the reason given in the steps; ask your school or the bureau.' },
  },
};

/** What can hold a nomination, as she may know it. */
export type HoldKind = 'OBJECTION' | 'LIST_OBJECTION' | 'VETTING';

const holds: { readonly [kind in HoldKind]: Notice } = {
  OBJECTION: { zh: '公示期间收到涉及您的异议，正在核查；需要您说明的会通知您，结论作出后书面告知，属实的按规定处理，不属实的继续进行。', en: 'An objection that concerns you is being looked into; you will be asked where something is for you to explain and told the decision in writing. If it does not hold, your nomination goes on.' },
  LIST_OBJECTION: { zh: '对名单提出的异议正在核查，名单上的人选都暂缓；核查结束后继续。', en: 'An objection to the list is being looked into, and everybody on it waits; it goes on when that has ended.' },
  VETTING: { zh: '有关单位正在按规定审核（应在 {by} 前答复）；答复后继续，不符合规定的会书面告知。', en: 'The bodies that are asked by rule have not cleared it yet (due by {by}); it goes on when they have, and you are told in writing if it does not.' },
};

export function holdSays(kind: HoldKind, by: BusinessDate | null): Notice {
  const { zh, en } = holds[kind];
  return { zh: zh.replaceAll('{by}', by ?? '规定之日'), en: en.replaceAll('{by}', by ?? 'the day that was set') };
}

export function statusName(status: SeenStatus): Notice {
  return words[status].name;
}

export function statusSays(status: SeenStatus, by: BusinessDate | null): Notice {
  const { zh, en } = words[status].says;
  return { zh: zh.replaceAll('{by}', by ?? '通知规定之日'), en: en.replaceAll('{by}', by ?? 'the day that the notice states') };
}
