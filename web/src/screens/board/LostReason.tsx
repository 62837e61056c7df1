// Why was it lost? It is moved already; the question stands beside the board and may be left.
import { useState } from 'react';
import type { Row } from '../../api/types';
import { nameOf, type EntityMeta } from '../../data/meta';
import { act, tellProblem } from '../../data/writes';
import { t } from '../../text';
import { Button, Input } from '../../ui';

export interface LostReasonProps {
  entity: EntityMeta;
  row: Row;
  onClose: () => void;
}

export function LostReason({ entity, row, onClose }: LostReasonProps) {
  const [text, setText] = useState('');
  const name = nameOf(entity, row);
  const title = t('board.lost.title', { name });
  const save = () => {
    const content = text.trim();
    onClose();
    if (!content) return;
    const note = { entity_type: entity.name, entity_id: row.id, content, reason: 'lost' };
    act('/crm/notes', note, t('board.lost.kept', { name })).catch(tellProblem);
  };
  return (
    <form
      className="ask"
      aria-label={title}
      onSubmit={(e) => {
        e.preventDefault();
        save();
      }}
    >
      <div className="row">
        <h2 className="grow trunc">{title}</h2>
        <Button size="sm" kind="ghost" onClick={onClose}>
          {t('board.lost.skip')}
        </Button>
      </div>
      <div className="dim sm">{t('board.lost.text')}</div>
      <div className="row">
        <Input
          value={text}

          autoFocus
          aria-label={title}
          placeholder={t('board.lost.placeholder')}
          onChange={(e) => setText(e.target.value)}
          onKeyDown={(e) => {
            if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) save();
            if (e.key !== 'Escape') return;
            e.stopPropagation();
            onClose();
          }}
        />
        <Button kind="primary" type="submit">
          {t('board.lost.save')}
        </Button>
      </div>
    </form>
  );
}
