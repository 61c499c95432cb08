// The page of a replay that is one file.
import { mount } from 'svelte';
import '../app.css';
import { i18n } from '../i18n/i18n.svelte';
import '../control/words';
import '../play/words';
import { watchComposition } from '../ui/ime';
import OneFile from './OneFile.svelte';

watchComposition();
const record = document.getElementById('startex-record');
const target = document.getElementById('app');
if (record && target)
  void i18n.begin().then(() =>
    mount(OneFile, {
      target,
      props: { id: record.dataset.exercise ?? '', as: record.dataset.as ?? '', record: record.textContent ?? '' },
    }),
  );
