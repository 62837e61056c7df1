import { act, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { Button } from './Button';
import { ConfirmDialog } from './ConfirmDialog';
import { Dialog } from './Dialog';
import { Drawer } from './Drawer';
import { Menu, MenuItem } from './Menu';
import { UiProvider } from './Tooltip';

describe('ConfirmDialog', () => {
  const confirm = (onConfirm = vi.fn()) => {
    render(
      <UiProvider>
        <ConfirmDialog
          title="Delete it"
          confirmText="Delete for good"
          name="Harbour Studio"
          onConfirm={onConfirm}
          onClose={() => undefined}
        >
          Nobody can bring it back.
        </ConfirmDialog>
      </UiProvider>,
    );
    return {
      onConfirm,
      field: screen.getByRole('textbox'),
      button: screen.getByRole<HTMLButtonElement>('button', { name: 'Delete for good' }),
    };
  };

  it('does nothing until the name is typed', () => {
    const { onConfirm, field, button } = confirm();
    expect(screen.getByRole('alertdialog').textContent).toContain('Nobody can bring it back.');
    expect(document.activeElement).toBe(field);
    expect(button.disabled).toBe(true);
    fireEvent.change(field, { target: { value: 'Harbour' } });
    fireEvent.submit(field);
    expect(onConfirm).not.toHaveBeenCalled();
    fireEvent.change(field, { target: { value: 'Harbour Studio' } });
    fireEvent.submit(field);
    expect(onConfirm).toHaveBeenCalledOnce();
  });

  it('asks once while it is busy', () => {
    const { onConfirm, field, button } = confirm(vi.fn(() => new Promise<void>(() => undefined)));
    fireEvent.change(field, { target: { value: 'Harbour Studio' } });
    fireEvent.click(button);
    expect(button.getAttribute('aria-busy')).toBe('true');
    fireEvent.click(button);
    expect(onConfirm).toHaveBeenCalledOnce();
  });
});

function Page() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button onClick={() => setOpen(true)}>row</button>
      {open && (
        <Drawer label="Amara" onClose={() => setOpen(false)}>
          <button>inside</button>
        </Drawer>
      )}
    </>
  );
}

describe('Drawer', () => {
  it('leaves focus in the list, f6 walks to it and back, esc closes and gives it back', () => {
    render(<Page />);
    const row = screen.getByText('row');
    row.focus();
    fireEvent.click(row);
    const drawer = screen.getByRole('dialog', { name: 'Amara' });
    expect(document.activeElement).toBe(row);
    fireEvent.keyDown(row, { key: 'F6' });
    expect(document.activeElement).toBe(drawer);
    fireEvent.keyDown(drawer, { key: 'F6' });
    expect(document.activeElement).toBe(row);
    fireEvent.keyDown(row, { key: 'F6' });
    const inside = screen.getByText('inside');
    inside.focus();
    fireEvent.keyDown(inside, { key: 'Escape' });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(row);
  });
});

describe('Button', () => {
  it('cannot be pressed while it is busy, and says what it does', () => {
    const onClick = vi.fn();
    render(
      <Button busy busyText="Saving" onClick={onClick}>
        Save
      </Button>,
    );
    fireEvent.click(screen.getByRole('button', { name: 'Saving' }));
    expect(onClick).not.toHaveBeenCalled();
  });
});

function Asking() {
  const [open, setOpen] = useState(false);
  return (
    <UiProvider>
      <Button onClick={() => setOpen(true)}>ask</Button>
      <Menu trigger={<button>menu</button>}>
        <MenuItem onSelect={() => setOpen(true)}>ask from here</MenuItem>
      </Menu>
      {open && (
        <Dialog title="Why" onClose={() => setOpen(false)}>
          <input aria-label="reason" />
        </Dialog>
      )}
    </UiProvider>
  );
}

describe('Dialog', () => {
  const later = () => act(() => new Promise((go) => setTimeout(go, 20)));

  it('takes focus to its first field and gives it back', async () => {
    render(<Asking />);
    const ask = screen.getByText('ask');
    screen.getByRole('button', { name: 'ask' }).focus();
    fireEvent.click(ask);
    expect(document.activeElement).toBe(screen.getByLabelText('reason'));
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    await later();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'ask' }));
  });

  it('gives it to the trigger of the menu it was opened from', async () => {
    render(<Asking />);
    const trigger = screen.getByText('menu');
    trigger.focus();
    fireEvent.keyDown(trigger, { key: 'Enter' });
    await later();
    fireEvent.click(screen.getByRole('menuitem'));
    await later();
    expect(document.activeElement).toBe(screen.getByLabelText('reason'));
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    await later();
    expect(document.activeElement).toBe(trigger);
  });
});
