// How long a level takes from its approval, in words.
import { leadTimeMs } from '../control/spans';
import { t } from '../i18n/i18n.svelte';

export function leadText(leadTime: string | undefined): string {
  const ms = leadTimeMs(leadTime) ?? 0;
  if (ms === 0) return '';
  const time =
    ms % 86_400_000 === 0
      ? t('play.posture.leadDays', { count: ms / 86_400_000 })
      : ms % 3_600_000 === 0
        ? t('play.posture.leadHours', { count: ms / 3_600_000 })
        : t('play.posture.leadMinutes', { count: ms / 60_000 });
  return t('play.posture.leadTime', { time });
}
