import { catalogue } from '../domain/catalogue';
import type { BusinessDate } from '../domain/dates';
import type { OrgId } from '../domain/facts';
import type { OrgsFact } from '../domain/registry-facts';
import type { Notice } from '../event-store/notice';

/** What became of units, in a sentence, with their names as on the day. */
export function orgSays(fact: OrgsFact, nameOf: (org: OrgId, day: BusinessDate) => Notice): Notice {
  const day = fact.meta.effectiveOn;
  const named = (units: readonly OrgId[]): Notice => {
    const names = units.map((org) => nameOf(org, day));
    return { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') };
  };
  switch (fact.type) {
    case 'OrgRegistered': {
      const { org, parent, code } = fact.data;
      const [unit, above] = [named([org]), parent === null ? null : named([parent])];
      return {
        zh: `${unit.zh}${above === null ? '' : `，隶属${above.zh}`}${code === null ? '，无代码' : `，代码 ${code}`}`,
        en: `${unit.en}${above === null ? '' : `, below ${above.en}`}${code === null ? ', without a code' : `, code ${code}`}`,
      };
    }
    case 'OrgRenamed':
      return { zh: `更名为${fact.data.names.zh}`, en: `renamed to ${fact.data.names.en}` };
    case 'OrgMoved': {
      const [unit, above] = [named([fact.data.org]), named([fact.data.parent])];
      return { zh: `${unit.zh}划归${above.zh}`, en: `${unit.en} moved below ${above.en}` };
    }
    case 'OrgCodeChanged': {
      const { org, code } = fact.data;
      const unit = named([org]);
      return code === null ? { zh: `${unit.zh}不再有代码`, en: `${unit.en} without a code` } : { zh: `${unit.zh}的代码为 ${code}`, en: `${unit.en} has code ${code}` };
    }
    case 'OrgTraitsChanged': {
      const { org, stages, rural, weak } = fact.data;
      const unit = named([org]);
      const all = stages.join(', ');
      return { zh: `${unit.zh}：学段 ${all || '无'}，${rural ? '农村' : '非农村'}，${weak ? '薄弱' : '非薄弱'}`, en: `${unit.en}: stages ${all || 'none'}, ${rural ? 'rural' : 'not rural'}, ${weak ? 'weak' : 'not weak'}` };
    }
    case 'OrgsMerged': {
      const { from, into, moved } = fact.data;
      const [gone, heir, below] = [named(from), named([into]), named(moved)];
      return {
        zh: `${gone.zh}并入${heir.zh}${moved.length === 0 ? '' : `，${below.zh}随之划归`}`,
        en: `${gone.en} merged into ${heir.en}${moved.length === 0 ? '' : `, with ${below.en} below it`}`,
      };
    }
    case 'OrgSplit': {
      const { org, into } = fact.data;
      const [unit, parts] = [named([org]), named(into.filter((part) => part !== org))];
      return into.includes(org) ? { zh: `${unit.zh}分设${parts.zh}`, en: `${parts.en} set off from ${unit.en}` } : { zh: `${unit.zh}拆分为${parts.zh}`, en: `${unit.en} split into ${parts.en}` };
    }
    case 'OrgChangeVoided': {
      const units = named(fact.data.units);
      const { zh, en } = catalogue[fact.data.type];
      return { zh: `作废${zh}（${units.zh}）`, en: `void: ${en} (${units.en})` };
    }
    case 'OrgClosed': {
      const { org, successor } = fact.data;
      const unit = named([org]);
      if (successor === null) return { zh: `${unit.zh}撤销`, en: `${unit.en} closed` };
      const heir = named([successor]);
      return { zh: `${unit.zh}撤销，由${heir.zh}承继`, en: `${unit.en} closed, carried on by ${heir.en}` };
    }
  }
}

/** Every unit that a fact names. */
export function unitsOf(fact: OrgsFact): readonly OrgId[] {
  switch (fact.type) {
    case 'OrgRegistered':
      return [fact.data.org];
    case 'OrgMoved':
      return [fact.data.org, fact.data.parent];
    case 'OrgsMerged':
      return [...fact.data.from, fact.data.into, ...fact.data.moved];
    case 'OrgSplit':
      return [fact.data.org, ...fact.data.into];
    case 'OrgClosed':
      return fact.data.successor === null ? [fact.data.org] : [fact.data.org, fact.data.successor];
    case 'OrgChangeVoided':
      return fact.data.units;
    case 'OrgRenamed':
    case 'OrgCodeChanged':
    case 'OrgTraitsChanged':
      return [fact.data.org];
  }
}
