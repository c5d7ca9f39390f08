# Формы: общее
form-required = Это поле нужно заполнить
form-not-understood = Не понял, проверьте запись
form-discard = Не сохранено. Esc ещё раз — закрыть, другая — вернуться
form-nothing-chosen = не выбрано
form-not-important = не важно
form-when-hint = завтра, пт 15:00, 27.11
form-hours-hint = 09:00–18:00
form-hours-wrong = Часы от и до: 9-18 или 09:30–17:00
form-day-hint = 01.11.2019
form-day-wrong = Дата с годом: 01.11.2019
form-birthday-hint = 27.11 или 27.11.1980
form-birthday-wrong = День и месяц: 27.11, с годом 27.11.1980
form-days-wrong = Число дней от 1 до 3650
form-minutes-wrong = Минуты числом, до 1440
form-zone-hint = как у меня
form-zone-now = там сейчас { $time }
form-zone-wrong = Нет такого пояса. Можно город: Омск, Europe/Moscow

# Уровень подготовки
level-1 = новичок
level-2 = начинающий
level-3 = уверенный
level-4 = опытный
level-5 = эксперт

# Клиент
form-client-new = Новый клиент
form-client-name = Название
form-client-tier = Категория
form-client-model = Рекламу ведёт
form-client-level = Уровень
form-client-policy = Режим общения
form-client-cadence = Ритм касаний
form-client-every = Каждые, дней
form-client-channel = Канал связи
form-client-hours = Часы
form-client-zone = Часовой пояс
form-client-tags = Метки
form-client-since = Клиент с
form-client-notes = О бизнесе
form-cadence-off = без ритма
form-cadence-report = в дни отчёта
form-cadence-own = другой

# Контактные лица
form-contact-new = Новый контакт
form-contact-name = Имя
form-contact-role = Должность
form-contact-decides = ЛПР
form-contact-phones = Телефоны
form-contact-emails = Почта
form-contact-messengers = Мессенджеры
form-contact-birthday = День рождения
form-contact-notes = Заметки
form-messenger-hint = telegram @ivanov
contacts-remove = Убрать контактное лицо «{ $name }»?
contacts-remove-verb = Убрать
contacts-no-phone = Телефона нет. Впишите его в карточку контакта.

# Следующее касание
form-plan-title = Следующее касание
form-plan-date = Когда
form-plan-reason = Зачем
form-plan-promised = Обещано клиенту
form-plan-channel = Канал
form-plan-contact = С кем

# Отложить
form-park-title = Отложить
form-park-what = Что сделать
form-park-back = вернуть в работу
form-park-change = отложить иначе
form-park-reason = Причина
form-park-until = До

# Шаг рекомендации
form-advance-to = Теперь она
form-advance-until = До какого дня
form-advance-note = Слова клиента
form-advance-words = Нужны слова клиента: почему нет

# Карточка клиента
card-owner = Ведёт
card-stage = Этап
card-parked = отложен до { $date }: { $reason }
card-next = Дальше
card-reason = Зачем
card-planned = назначено
card-promised = обещано
card-overdue = просрочено
card-promise-broken = обещано и просрочено
card-no-plan = ничего не назначено
card-last = Последний раз
card-never = ещё не разговаривали
card-tries = Попытки
card-unanswered = { $count ->
    [one] { $count } попытка без ответа
    [few] { $count } попытки без ответа
   *[many] { $count } попыток без ответа
}
card-ago = { $age } назад
card-spend = Расход
card-against-three = { $change } к трём до него
card-three-months = за три месяца { $amount }
card-history = История
card-reading = читаю историю…
card-no-history = касаний ещё не было
card-more = { $count ->
    [one] и ещё { $count } касание раньше
    [few] и ещё { $count } касания раньше
   *[many] и ещё { $count } касаний раньше
}

# Звонок
call-outcome = Исход
call-note = Заметка
call-next = Дальше когда
call-direction = Кто начал
call-minutes = Минут
call-nobody = не из списка
call-again-tomorrow = завтра { $time }
call-again-monday = понедельник { $time }
call-again-reason = не дозвонились, ещё попытка
call-offers = Что предложить
call-speak-simply = простыми словами, без сокращений
call-speak-terms = можно терминами
call-now = там { $time }, звонить можно ({ $hours })
call-not-now = там { $time }, а звонить просили { $hours }
call-day-off = там { $day }, { $time }: выходной
call-news-only = там { $time }; хочет только новости
call-not-wanted = просил не звонить; там { $time }
call-value = Ради чего
call-reasons = Повод
call-reasons-more = ещё
call-last-note = Прошлый раз
