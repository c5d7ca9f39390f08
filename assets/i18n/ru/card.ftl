# Карточка клиента.

tab-overview = Обзор
tab-brief = Бриф
tab-problems = Проблемы
tab-campaigns = Кампании
tab-advice = Рекомендации
tab-timeline = Лента
tab-agreements = Договорённости
explain-title = Откуда эти цифры
explain-nothing = На этой странице нет расчётных цифр.
campaigns-empty = Кампании не загружены.
timeline-empty = Событий ещё не было.
agreements-empty = Договорённостей нет.
glance-whom = Говорить с
glance-when = Позвонить
glance-client = Клиент
glance-policy = Общение
glance-advice = Рекомендации
glance-no-goal = целей не записано
