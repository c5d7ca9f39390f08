# Портфель, который пришлось восстановить, и диск, который не пишет.

intent-salvage = спасено из повреждённого хранилища

healed-title = Портфель восстановлен
healed-title-short = Портфель восстановлен не весь
healed-fault-changed = Файлы портфеля оказались не такими, какими их оставила программа: часть данных на диске испорчена.
healed-fault-unreadable = База портфеля не прочиталась: часть данных на диске испорчена.
healed-fault-silent = База портфеля не открылась за отведённое время.
healed-fault-inconsistent = Часть записей в базе не совпала с журналом: на диске остались старые данные.
healed-fault-missing = Базы портфеля на диске не оказалось.
healed-fault-header = Заголовок портфеля не прочитался.
healed-fault-journal = Файлы журнала оказались не от этой базы.
healed-kept-whole = Это записано заново; сами данные не тронуты.
healed-from-backup = { $count ->
    [0] Портфель взят из резервной копии, { $when }.
    [one] Портфель взят из резервной копии, { $when }, и добавлено { $count } изменение из журнала после неё.
    [few] Портфель взят из резервной копии, { $when }, и добавлены { $count } изменения из журнала после неё.
   *[other] Портфель взят из резервной копии, { $when }, и добавлено { $count } изменений из журнала после неё.
}
healed-from-journal = Портфель собран заново по журналу изменений.
healed-from-records = Ни копии, ни журнала не хватило: спасены записи, которые ещё читались, по одной.
healed-from-picture = Ни копии, ни журнала не хватило: портфель взят из снимка для быстрого запуска, последнее изменение в нём — { $when }. Касаний и кампаний в снимке нет: возвращены те, что ещё читались.
healed-from-picture-undated = Ни копии, ни журнала не хватило: портфель взят из снимка для быстрого запуска. Касаний и кампаний в снимке нет: возвращены те, что ещё читались.
healed-kept = { $clients ->
    [one] На месте { $clients } клиент; последнее изменение — { $when } (№ { $seq }).
    [few] На месте { $clients } клиента; последнее изменение — { $when } (№ { $seq }).
   *[other] На месте { $clients } клиентов; последнее изменение — { $when } (№ { $seq }).
}
healed-kept-clients = { $clients ->
    [one] На месте { $clients } клиент.
    [few] На месте { $clients } клиента.
   *[other] На месте { $clients } клиентов.
}
healed-lost-nothing = Ничего из записанного не потеряно.
healed-lost = { $count ->
    [one] Не нашлось { $count } последнее изменение: проверьте конец дня и внесите его снова.
    [few] Не нашлось { $count } последних изменения: проверьте конец дня и внесите их снова.
   *[other] Не нашлось { $count } последних изменений: проверьте конец дня и внесите их снова.
}
healed-lost-unknown = Сколько записей пропало, сказать нельзя: сверьте клиентов с последней выгрузкой.
healed-copy = Испорченные файлы отложены: { $path }
healed-advice = Так бывает, когда изнашивается диск или пропадает питание. Проверьте диск; planerka doctor проверит портфель ещё раз.
healed-advice-missing = Так бывает, когда файлы удалили или папку перенесли не целиком. planerka doctor проверит портфель ещё раз.
healed-continue = Работать дальше

store-unhealed-nothing = Портфель повреждён ({ $detail }), и целых копий не нашлось. Файлы не тронуты. Верните портфель из своей копии (planerka restore ФАЙЛ) или спасите то, что ещё читается: planerka doctor --repair.
store-unhealed = Портфель повреждён ({ $detail }). Вернуть можно изменения до № { $back }. Файлы не тронуты; согласны — planerka doctor --repair.
store-unhealed-short = Портфель повреждён ({ $detail }). Вернуть можно изменения до № { $back }; { $missing ->
    [one] { $missing } последнее изменение нигде не нашлось
    [few] { $missing } последних изменения нигде не нашлись
   *[other] { $missing } последних изменений нигде не нашлось
}. Файлы не тронуты; согласны — planerka doctor --repair.
store-reading-damaged = Эти записи на диске не читаются, остальной портфель цел. Закройте программу и откройте её снова: она восстановит их сама; проверить всё — planerka doctor.
store-journal-mended = Файлы журнала на диске были повреждены и записаны заново по базе; портфель цел. Прежние отложены сюда: { $path }
store-journal-unmended = Файлы журнала на диске повреждены, и записать их заново не удалось; портфель цел. Программа попробует ещё раз после следующей дневной копии; сразу — planerka doctor --repair.
store-journal-unmended-full = Файлы журнала на диске повреждены, а записать их заново не хватило места; портфель цел. Освободите место: программа попробует ещё раз после следующей дневной копии, сразу — planerka doctor --repair.
store-opened-copy = Сюда нельзя писать: { $path }. Открыта копия для чтения, изменения не сохраняются.
store-opened-copy-full = На диске нет места: { $path }. Открыта копия для чтения, изменения не сохраняются; освободите место и повторите.
store-saved-by-reserve = На диске нет места: сохранено в последний запас. Освободите место, прежде чем работать дальше.

paused-short = правка на паузе
paused-short-unsaved = НЕ СОХРАНЕНО: { $count }
paused-reading = ТОЛЬКО ЧТЕНИЕ
paused-refusal-reading = Только чтение. Чтобы менять, откройте портфель там, где можно писать.
paused-all-saved = Правка на паузе, всё сделанное сохранено
paused-unsaved = { $count ->
    [one] НЕ СОХРАНЕНО { $count } изменение
    [few] НЕ СОХРАНЕНО { $count } изменения
   *[other] НЕ СОХРАНЕНО { $count } изменений
}
paused-why-full = на диске нет места
paused-why-short = нужно ещё { $megabytes } МБ места
paused-over = На диске снова есть место: можно работать.
paused-why-read-only = сюда нельзя писать
paused-help-full = Смотреть можно, правка ждёт. Освободите { $megabytes } МБ — программа продолжит сама.
paused-help-reading = Открыта копия: смотреть, искать и выгружать можно, менять нельзя.
paused-help = Смотреть можно, правка ждёт. Ничего из сделанного не отброшено.

# planerka doctor: по строке на проверку.
doctor-header = Заголовок каталога читается
doctor-header-wrong = Заголовок каталога не читается
doctor-header-missing = Заголовков каталога нет: ни header, ни header.2. Данные на месте и читаются без них
doctor-key-lost = Ключа шифрования нет: оба заголовка, header и header.2, пропали. Данные на месте, но без ключа их не прочесть
doctor-key-spoilt = Ключа шифрования нет: заголовки header и header.2 не читаются. Данные на месте, но без ключа их не прочесть
doctor-swap-pending = Замена портфеля начата и не закончена: её закончит следующий запуск
doctor-files = Файлы базы на месте
doctor-files-wrong = Нет файлов базы: { $files }
doctor-leftovers = Лишних файлов нет
doctor-leftovers-wrong = Остался недописанный снимок: { $files }
doctor-blobs-wrong = База вынесла значения в отдельные файлы, которые никто не синхронизирует: { $files }
doctor-seal = База та же, что при последнем закрытии
doctor-seal-open = Портфель открыт в другом окне: проверено то, что сейчас на диске
doctor-seal-wrong = База изменилась после последнего закрытия
doctor-seal-none = Программа закрылась не до конца: печати нет, при открытии будет полная проверка
doctor-aside = Отложено испорченное: { $files }
doctor-permissions = Файлы видны только владельцу
doctor-permissions-wrong = Файлы видны посторонним: { $files }
doctor-space = Свободного места: { $free } МБ
doctor-space-low = Свободного места мало: { $free } МБ. Портфель цел, но освободите место, пока оно не кончилось
doctor-database = База открывается; последнее изменение — № { $seq }
doctor-database-wrong = База не открывается: { $detail }
doctor-rows = Записи читаются все: { $records }, из них клиентов { $clients }, касаний { $touches }
doctor-rows-older = Записи читаются все: { $records }, из них клиентов { $clients }, касаний { $touches }; в старом виде { $older } (doctor --migrate перепишет)
doctor-rows-wrong = Записи читаются не все: { $detail }
doctor-orphans-wrong = Записи без своего клиента: { $count }
doctor-agreement = Журнал цел ({ $entries }), записи с ним сходятся
doctor-agreement-late = Журнал цел с № { $first }, записи с ним сходятся
doctor-agreement-wrong = Записи расходятся с журналом: старых { $stale }, пропавших { $missing }, лишних { $unknown }
doctor-size = База занимает { $size } МБ, живых данных { $live } МБ
doctor-size-wrong = База занимает { $size } МБ, а живых данных { $live } МБ
doctor-journal-files = Файлы журнала цели и сходятся с базой: № { $first }–{ $last }
doctor-journal-files-ahead = Файлы журнала ушли вперёд базы (№ { $last } против { $seq }): при открытии она догонит
doctor-journal-files-short = Файлы журнала читаются до № { $last } из { $seq }: база цела, но второй записи остального нет
doctor-journal-files-differ = Файлы журнала расходятся с базой: { $differ }
doctor-journal-files-wrong = Файлы журнала не читаются: { $detail }
doctor-journal-files-alone = Файлы журнала читаются: № { $first }–{ $last }; сверить их не с чем
doctor-seal-not-made = Печать последнего закрытия не сверена: { $detail }
doctor-database-not-made = База не проверена: { $detail }
doctor-rows-not-made = Записи не проверены: { $detail }
doctor-agreement-not-made = Журнал в базе не сверен с записями: { $detail }
doctor-size-not-made = Место под базу не измерено: { $detail }
doctor-journal-files-not-made = Файлы журнала не проверены: { $detail }
doctor-why-absent = базы нет
doctor-why-closed = база не открывается
doctor-why-unread = база не читается
doctor-why-keyless = нет ключа шифрования
doctor-why-empty = их нет
doctor-backups = Резервные копии целы: { $count }. Самая полная — от { $made }, на № { $seq }: её и возьмёт planerka restore --newest
doctor-backups-wrong = Испорченных копий: { $bad } из { $count } ({ $files }). Годная есть: от { $made }, на № { $seq }
doctor-backups-spoilt = Испорченных копий: { $bad } из { $count } ({ $files }). Годной нет ни одной
doctor-backups-unread = Копии не проверены, прочесть их не удалось: { $files }. Возможно, их записала более новая версия программы
doctor-remedy-repair = Исправит planerka doctor --repair
doctor-remedy-repair-short = Вернуть можно изменения до № { $back }; { $missing ->
    [one] { $missing } последнее изменение нигде не нашлось
    [few] { $missing } последних изменения нигде не нашлись
   *[other] { $missing } последних изменений нигде не нашлось
}. Файлы не тронуты; согласны — planerka doctor --repair
doctor-remedy-repair-picture = Вернуть можно только то, что есть в снимке для быстрого запуска: касаний и кампаний в нём нет. Файлы не тронуты; согласны — planerka doctor --repair
doctor-remedy-open = Исправится само при открытии портфеля; сразу — planerka doctor --repair
doctor-remedy-compact = Исправит planerka doctor --compact
doctor-remedy-rights = Закроет planerka doctor --repair; если файлы чужие — их владелец
doctor-remedy-restore = Вернёт копия: planerka restore --newest
doctor-remedy-key = Ключ есть в зашифрованной копии: planerka restore { $which }, понадобится парольная фраза
doctor-remedy-elsewhere = Здесь вернуть не из чего. Если копия есть в другом месте: planerka restore ФАЙЛ
doctor-remedy-backup = Удалите испорченную копию и сделайте новую: planerka backup
doctor-backups-none = Резервных копий пока нет
doctor-all-well = Портфель цел.
doctor-something-wrong = { $count ->
    [one] Найдена { $count } неисправность. Что делать, сказано под ней.
    [few] Найдены { $count } неисправности. Что делать, сказано под каждой.
   *[other] Найдено { $count } неисправностей. Что делать, сказано под каждой.
}
doctor-still-wrong = { $count ->
    [one] Осталась { $count } неисправность. Что делать, сказано под ней.
    [few] Остались { $count } неисправности. Что делать, сказано под каждой.
   *[other] Осталось { $count } неисправностей. Что делать, сказано под каждой.
}
doctor-not-all-made = { $count ->
    [one] { $count } проверку сделать не удалось.
    [few] { $count } проверки сделать не удалось.
   *[other] { $count } проверок сделать не удалось.
}
doctor-beyond-repair = Портфель повреждён ({ $detail }), и собрать его не из чего: ни целой копии, ни журнала, ни снимка для быстрого запуска. Файлы не тронуты. Если копия есть в другом месте — на флешке, на другом компьютере, — верните её: planerka restore ФАЙЛ.
doctor-left = Здесь осталось то, что может разобрать специалист: { $files }.
doctor-left-nothing = Отложенных файлов и копий рядом нет.
doctor-journal-mended = Файлы журнала не читались до конца: они отложены сюда: { $path }, и записаны заново по базе.
doctor-migrated = { $count ->
    [0] Записей в старом виде нет.
    [one] Переписана в новом виде { $count } запись.
    [few] Переписаны в новом виде { $count } записи.
   *[other] Переписано в новом виде { $count } записей.
}
doctor-compacted = База сжата: было { $before } МБ, стало { $after } МБ.
