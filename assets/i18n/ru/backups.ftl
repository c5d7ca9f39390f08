# Копии портфеля и возврат из них.

backup-not-one = Это не копия портфеля: { $path }. Какие копии есть, покажет planerka backup list.
backup-cut = Копия обрывается на полуслове: { $path }. Возьмите другую: planerka backup list.
backup-other-key = Копия зашифрована другой парольной фразой, не той, что этот портфель: { $path }. Верните её в отдельную папку: planerka restore ФАЙЛ --data ПАПКА; откроет её прежняя фраза.
backup-broken = Копия повреждена: { $path }. Возьмите другую: planerka backup list.

# На экране
backup-begun = Копия портфеля делается.
backup-made = Копия портфеля: { $path }
backup-at = копия { $time }
backup-failed = Копия портфеля не сделана: { $reason } Работа сохраняется как обычно; освободите место или назовите другое: planerka backup ФАЙЛ.

# Почему сделана
backup-why-hand = вручную
backup-why-exit = при выходе
backup-why-daily = раз в день
backup-why-import = перед загрузкой
backup-why-migration = перед обновлением
backup-why-compaction = перед сжатием
backup-why-emergency = аварийная

# Командная строка
cli-backup-size = { $megabytes } МБ
cli-backup-clients = { $count ->
    [one] { $count } клиент
    [few] { $count } клиента
   *[many] { $count } клиентов
}
cli-backup-good = проверена
cli-backup-same = суммы сходятся
cli-backup-bad = НЕГОДНА
cli-backup-none = Копий пока нет. Сделать: planerka backup.
cli-backup-made = Копия сделана и проверена: { $count ->
    [one] { $count } клиент
    [few] { $count } клиента
   *[many] { $count } клиентов
}, { $size }.
cli-backup-whole = Копия цела: сделана { $made }, изменение № { $seq }, { $count ->
    [one] { $count } клиент
    [few] { $count } клиента
   *[many] { $count } клиентов
}, { $size }.
cli-backup-sums = Суммы копии сходятся: сделана { $made }, изменение № { $seq }, { $count ->
    [one] { $count } клиент
    [few] { $count } клиента
   *[many] { $count } клиентов
}, { $size }. Она зашифрована: что внутри, без парольной фразы не проверено. Проверить всё: --passphrase-file ФАЙЛ.
cli-restore-from = Копия от { $made }: изменение № { $seq }, { $count ->
    [one] { $count } клиент
    [few] { $count } клиента
   *[many] { $count } клиентов
}.
cli-restore-encrypts = Копия зашифрована, а нынешний портфель нет. Возвращённый будет зашифрован, открывать его будет парольная фраза копии.
cli-restore-stays = Копия не зашифрована. Портфель останется зашифрованным под своей парольной фразой.
cli-restore-opens = Заголовок нынешнего портфеля не читается, и был ли он зашифрован, не видно. Копия не зашифрована: возвращённый портфель будет лежать открыто.
cli-restore-later = { $count ->
    [one] { $count } копия сделана позже изменения № { $seq }. Она уйдёт в сторону вместе с нынешним портфелем.
    [few] { $count } копии сделаны позже изменения № { $seq }. Они уйдут в сторону вместе с нынешним портфелем.
   *[many] { $count } копий сделаны позже изменения № { $seq }. Они уйдут в сторону вместе с нынешним портфелем.
}
cli-restore-as-of-0 = Изменения № 0 нет: до первого изменения портфель пуст. Назовите изменение от 1; номера покажет planerka journal.
cli-restore-question = Вернуть её в { $dir }? Нынешний портфель будет отложен в сторону, ничего не удаляется.
cli-restore-unasked = Портфель не тронут: спросить некого. Чтобы вернуть без вопроса, добавьте --yes.
cli-restore-refused = Портфель не тронут.
cli-restore-none = Годной копии нет. Назовите файл: planerka restore ФАЙЛ.
cli-restored = Портфель возвращён: изменение № { $seq }, { $count ->
    [one] { $count } клиент
    [few] { $count } клиента
   *[many] { $count } клиентов
}.
cli-restored-replayed = { $count ->
    [one] Из журнала добавлено { $count } изменение, сделанное после копии.
    [few] Из журнала добавлены { $count } изменения, сделанные после копии.
   *[many] Из журнала добавлено { $count } изменений, сделанных после копии.
}
cli-restored-left = { $count ->
    [one] { $count } более позднее изменение осталось в отложенном портфеле.
    [few] { $count } более поздних изменения остались в отложенном портфеле.
   *[many] { $count } более поздних изменений остались в отложенном портфеле.
}
cli-restored-aside = Прежний портфель отложен сюда: { $path }
cli-restored-along = { $count ->
    [one] Там же, в папке backups, { $count } копия не из этой истории.
    [few] Там же, в папке backups, { $count } копии не из этой истории.
   *[many] Там же, в папке backups, { $count } копий не из этой истории.
}
cli-restored-unread = Прочитать и взять отсюда ничего не удалось: { $files }. Если после копии были изменения, их могло не стать.
cli-restored-encrypted = Портфель теперь зашифрован: его открывает парольная фраза копии.
cli-restored-open = Портфель теперь лежит открыто. Зашифровать: planerka lock on.
