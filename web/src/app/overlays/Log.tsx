// Logging from anywhere: the quick entry of Today in a dialog; a sheet on the phone.
import { useState } from 'react';
import { useWidth } from '../../lib/media';
import { t } from '../../text';
import { Dialog, Sheet } from '../../ui';
import { typedAheadText, type Overlay } from '../overlays';
import { QuickEntry } from '../quick/QuickEntry';

const Log: Overlay<'log'> = ({ contact, about, text, onClose }) => {
  const whom = about ?? (contact && { entity: 'contact', id: contact.id, name: contact.name });
  const [typed] = useState(typedAheadText);
  const Frame = useWidth() === 'phone' ? Sheet : Dialog;
  return (
    <Frame title={t('quick.title')} width={720} onClose={onClose}>
      <QuickEntry about={whom} text={text ?? typed} autoFocus onDone={onClose} />
    </Frame>
  );
};

export default Log;
