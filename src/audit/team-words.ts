import type { LeavingReason, TeamFact, TeamRole } from '../domain/team/facts';
import type { Notice } from '../event-store/notice';
import type { HistoryFact } from './history';

export const roles: { readonly [role in TeamRole]: Notice } = { CORE: { zh: '核心成员', en: 'core member' }, MEMBER: { zh: '成员', en: 'member' } };
export const reasons: { readonly [reason in LeavingReason]: Notice } = {
  TRANSFERRED: { zh: '调动', en: 'transferred' },
  RETIRED: { zh: '退休', en: 'retired' },
  OWN_WISH: { zh: '本人申请', en: 'at her own wish' },
  DECISION: { zh: '经决定', en: 'by decision' },
  OTHER: { zh: '其他', en: 'another reason' },
};

/** What a fact of a team says, for the line of a timeline. Members are named by their ids: their names are theirs to be erased. */
export function teamDetail(fact: Extract<HistoryFact, { readonly type: TeamFact['type'] }>, unit: Notice | null): Notice {
  switch (fact.type) {
    case 'TeamRegistered': {
      const { names, members, leader } = fact.data;
      return { zh: `${names.zh}，牵头单位 ${unit?.zh ?? fact.data.unit}，主持人 ${leader}，成员共 ${members.length} 人`, en: `${names.en}, led by ${unit?.en ?? fact.data.unit}, leader ${leader}, ${members.length} members in all` };
    }
    case 'MemberJoined': {
      const role = roles[fact.data.role];
      return { zh: `${fact.data.member} 作为${role.zh}`, en: `${fact.data.member} as ${role.en}` };
    }
    case 'MemberLeft': {
      const reason = reasons[fact.data.reason];
      return { zh: `${fact.data.member}，${reason.zh}`, en: `${fact.data.member}, ${reason.en}` };
    }
    case 'LeaderChanged':
      return { zh: `主持人改为 ${fact.data.leader}`, en: `${fact.data.leader} leads from now on` };
    case 'TeamReviewDecided':
      return fact.data.outcome === 'STANDS' ? { zh: '团队保持不变', en: 'the team stands as it is' } : { zh: '该成员退出团队', en: 'the member leaves the team' };
  }
}
